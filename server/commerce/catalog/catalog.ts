export { catalogEvents, productChanged } from './catalog.events.ts'
export { catalogFile } from './catalog-file.ts'
export { type Category, listCategories } from './categories.ts'
export { apiName } from './change.ts'
export { encodingNames } from './files/encoding.ts'
export type { FileProblem } from './files/problem.ts'
export { limits as fileLimits } from './files/rows.ts'
export { explain, type Language, languageOf } from './files/words.ts'
export { type FoundVariant, findProduct, findSold, findVariant } from './find.ts'
export { startImports } from './imports/apply.ts'
export { changePrices, type PriceOutlook, type PriceSelection, previewPrices } from './imports/change-prices.ts'
export { type ExportFormat, exportCatalog } from './imports/export.ts'
export type { Import, ImportRules } from './imports/import.ts'
export { basisPointsOf, type PriceRule, type Rounding, roundingTo, roundingToEnding } from './imports/prices.ts'
export { importCatalog } from './imports/read-in.ts'
export { listImports, readImport, type UnderWay } from './imports/store.ts'
export { ownersOf } from './load.ts'
export { type PictureAddresses, readPictureAddress } from './picture-address.ts'
export { declaredVariants, isOnOffer, type Product, type Variant } from './product.ts'
export { type ProductInput, type ProductMistake, productLimits, productMistakes, type VariantInput } from './product-input.ts'
export { ProductJson, productJson } from './product-json.ts'
export { type CatalogRefusal, type Put, type PutMode, type PutOutcome, productSubject, putProducts } from './put.ts'
export { changeProduct, createProduct, type ProductChanges, removeProduct } from './save.ts'
export { readWords, type Word } from './search/words.ts'
export {
  type Count,
  countBoughtTogether,
  type Facets,
  type Found,
  type ProductQuery,
  recommendations,
  type Sort,
  searchProducts,
  sorts,
} from './search.ts'
export { giveBackStock, type OutOfStock, type StockItem, takeStock } from './stock.ts'
export { walkMarks, walkProducts } from './walk.ts'
