import { statement } from '../../platform/sql/statement.ts'

declare module '../../platform/sql/sql.ts' {
  interface Tables {
    catalog_files: { tenant_id: string; fingerprint: string }
  }
}

/** Whom the catalogue file names, or has named, with what it last said of them. */
export const listFileProducts = statement('list-file-products', (sql, p: { tenant: string }) =>
  sql.selectFrom('products').select(['id', 'sku', 'file_values']).where('tenant_id', '=', p.tenant).where('file_values', 'is not', null),
)

export const setFileValues = statement('set-product-file-values', (sql, p: { tenant: string; id: string; file_values: string }) =>
  sql.updateTable('products').set({ file_values: p.file_values }).where('tenant_id', '=', p.tenant).where('id', '=', p.id),
)

export const findCatalogFile = statement('find-catalog-file', (sql, p: { tenant: string }) =>
  sql.selectFrom('catalog_files').select('fingerprint').where('tenant_id', '=', p.tenant),
)

export const setCatalogFile = statement('set-catalog-file', (sql, p: { tenant: string; fingerprint: string }) =>
  sql
    .insertInto('catalog_files')
    .values({ tenant_id: p.tenant, fingerprint: p.fingerprint })
    .onConflict((row) => row.column('tenant_id').doUpdateSet({ fingerprint: p.fingerprint })),
)
