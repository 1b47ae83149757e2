/** What furnishes a home, and what keeps it. Each line as `shop-words.ts` says. */
export const home = `
silla cadeira chair
sillon sofa couch poltrona
mesa table
mesa+luz criado+mudo buro nightstand mesita+luz bedside+table
mesa+ratona mesa+centro coffee+table
escritorio escrivaninha desk
biblioteca estante+libro bookshelf bookcase libreria
repisa prateleira shelf estante
cama bed
colchon colchao mattress
almohada travesseiro pillow
almohadon cojin almofada cushion
sabana lencol bed+sheet bedding
frazada manta cobija cobertor blanket
acolchado edredon edredom comforter duvet
toalla toalha towel toallon
cortina curtain
alfombra tapete rug carpet
lampara luminaria lamp
velador abajur table+lamp
foco bombilla+led bombita lampada light+bulb ampolleta
vela candle
espejo espelho mirror
cuadro quadro picture+frame
florero jarron vase
maceta vaso+planta plant+pot matera
taza caneca mug
vaso copo tumbler
copa+vino taca+vinho wine+glass
copa taca
plato prato plate
olla panela pot cacerola
sarten frigideira frying+pan
pava tetera chaleira kettle
cafetera cafeteira coffee+maker coffee+machine
cuchillo faca knife
cuchara colher spoon
tenedor garfo fork
tabla+picar tabua cutting+board
termo garrafa+termica thermos
botella garrafa bottle
delantal avental apron mandil
heladera geladeira refrigerador nevera fridge
lavarropa lavadora washing+machine
ventilador fan
licuadora liquidificador blender
tostadora torradeira toaster
plancha ferro+passar iron
aspiradora aspirador vacuum+cleaner
mueble movel furniture
butaca poltrona armchair
puf puff pufe pouf ottoman
banqueta banquinho taburete stool
banco bench
armario ropero placard guarda+roupa wardrobe closet
comoda cajonera dresser chest+drawer
cajon gaveta drawer
mesa+comedor mesa+jantar dining+table
lampara+pie luminaria+chao floor+lamp
lampara+colgante luminaria+pendente pendant+lamp hanging+lamp
guirnalda+luz varal+luz string+light fairy+light
reloj+pared relogio+parede wall+clock
despertador alarm+clock
portarretrato porta+retrato photo+frame
difusor diffuser
incienso incenso incense
jarra jarro jug pitcher
bowl tazon tigela cuenco
ensaladera saladeira salad+bowl
frasco pote jar
bandeja tray
cubierto talher cutlery silverware
vajilla louca dinnerware tableware crockery
mantel toalha+mesa tablecloth
servilleta guardanapo napkin
repasador pano+prato dish+towel tea+towel dishcloth
canasto canasta cesto cesta basket
planta plant
cactus cacto
suculenta succulent
jardin jardim garden
escoba vassoura broom
balde bucket
percha cabide hanger
tacho basurero lixeira trash+can trash+bin
horno forno oven
microonda micro+onda microwave
congelador freezer
calefactor estufa aquecedor heater
aire+acondicionado ar+condicionado air+conditioner
freidora+aire freidora fritadeira air+fryer airfryer
batidora batedeira mixer
exprimidor espremedor juicer
balanza balanca scale
cubrecama colcha bedspread
funda+almohada fronha pillowcase
portavela porta+vela candle+holder
cocina cozinha kitchen
bano banheiro bathroom
dormitorio bedroom
`
