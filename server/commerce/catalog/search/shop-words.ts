import { singular, stem } from './stem.ts'

/**
 * Words that customers in three languages have for the same thing, one thing a line, its first word the one it goes by. Singular
 * and folded; `negro/a` is both; `power+bank` is said in several words. A shop adds its own with a product's `synonyms`.
 * Only what can be handed over for one another stands in a line: a kind of shoe does not stand for all shoes.
 */
const things = `
zapatilla tenis sneaker champion running+shoe
zapato sapato shoe
zapato+taco taco stiletto salto+alto sapato+salto high+heel heel
bota boot
botin botita botina ankle+boot
sandalia sandal
ojota chinelo chancla chancleta flip+flop havaiana
mocasin mocassim loafer
alpargata espadrille
pantufla chinela slipper
remera playera camiseta franela polera tshirt t+shirt tee
musculosa regata tank+top
camisa shirt
blusa blouse
vestido dress gown
pollera falda saia skirt
jean vaquero calca+jean mezclilla
pantalon calca pant trouser
pantalon+corto short bermuda
campera chamarra jaqueta chaqueta jacket cazadora
piloto impermeable capa+chuva rain+coat raincoat
tapado abrigo casaco coat sobretodo
sweater sueter pulover jumper jersey blusa+la
cardigan saco+lana
buzo sudadera moletom hoodie canguro poleron
jogging jogger sweatpant pants+deportivo
traje terno suit
pijama pajama pyjama
bombacha calcinha panty
corpino sutia bra sosten brasier
malla traje+bano maio swimsuit
media calcetin meia sock
cartera bolsa purse handbag bolso
mochila backpack
rinonera pochete fanny+pack banano cangurera
billetera carteira wallet monedero
cinturon cinto belt
gorra bone cap
sombrero chapeu hat
bufanda cachecol scarf
guante luva glove
anteojo+sol lente+sol gafa+sol oculos+sol ocul+sol sunglass sunglasse
anteojo gafa oculos ocul
aro pendiente arete brinco earring
collar colar necklace
pulsera pulseira bracelet
anillo anel ring
reloj relogio watch clock
reloj+inteligente smartwatch smart+watch relogio+inteligente reloj+smart
pulsera+inteligente smartband smart+band fitness+band pulsera+actividad
celular movil telefono+celular cellphone cell+phone smartphone phone telefone
funda capinha phone+case carcasa capa+celular
cargador carregador charger
bateria+externa power+bank powerbank cargador+portatil carregador+portatil
cable cabo cord
auricular audifono headphone fone+ouvido fone headset cascos
earbud in+ear
parlante altavoz bocina caixa+som speaker alto+falante
barra+sonido soundbar sound+bar
microfono microfone microphone mic
computadora computador ordenador computer
notebook laptop
tablet tableta
teclado keyboard
mouse raton
mouse+pad mousepad alfombrilla tapete+mouse
monitor pantalla+pc
impresora impressora printer
camara camera
camara+web webcam web+cam
pen+drive pendrive usb+stick memoria+usb
disco+externo hd+externo disco+duro+externo external+drive external+hard+drive
tarjeta+memoria cartao+memoria memory+card micro+sd microsd
televisor tele televisao television tv smart+tv
proyector projetor projector
router roteador ruteador
dron drone
plegable dobravel foldable
inalambrico/a sin+cable sem+fio wireless cordless
joystick control+consola mando gamepad controle+consola controller joypad controle
consola console videogame
videojuego juego jogo game
juego+mesa jogo+tabuleiro board+game
rompecabeza puzzle puzle quebra+cabeca jigsaw
carta+juego naipe baralho playing+card
muneco/a boneco doll figura
peluche pelucia plush stuffed+animal
gamer gaming
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
labial lapiz+labial batom lipstick rouge pintalabio
esmalte barniz+una nail+polish pintaunas
rimel mascara+pestana
delineador eyeliner
base+maquillaje foundation
corrector corretivo concealer
rubor blush colorete
crema creme cream
jabon sabonete soap
shampoo champu xampu
acondicionador condicionador conditioner enjuague
protector+solar protetor+solar sunscreen bloqueador sunblock
perfume fragancia fragrance
desodorante deodorant
cepillo escova brush
cepillo+diente escova+dente toothbrush
pasta+dental creme+dental toothpaste dentifrico
secador+pelo secador+cabelo hair+dryer secadora+pelo
factor fps spf
panal fralda diaper
panuelo lenco tissue
papel+higienico toilet+paper
yerba+mate erva+mate yerba
mate+calabaza cuia gourd
cafe coffee
te cha tea
azucar acucar sugar
arroz rice
fideo pasta+seca macarrao noodle
harina farinha flour
aceite oleo oil
aceite+oliva azeite olive+oil
leche leite milk
leche+vegetal leite+vegetal plant+milk
manteca mantequilla manteiga butter
queso queijo cheese
yogur iogurte yogurt yoghurt yogurth
huevo ovo egg blanquillo
pan pao bread
galletita galleta biscoito cookie
dulce+leche doce+leite manjar
mermelada geleia jam
miel mel honey
jamon presunto ham
carne meat
pollo frango chicken
pescado peixe fish
atun atum tuna
papa batata potato
tomate tomato jitomate
cebolla cebola onion
lechuga alface lettuce
zanahoria cenoura carrot
manzana maca apple
platano banana
frutilla fresa morango strawberry
durazno pessego peach melocoton
limon limao lemon
choclo maiz milho corn elote
aceituna azeitona olive
agua water
jugo suco juice zumo
gaseosa refrigerante soda+drink refresco
cerveza cerveja beer birra chela
vino vinho wine
vino+tinto vinho+tinto red+wine
vino+blanco vinho+branco white+wine
chocolate+amargo dark+chocolate chocolate+negro
negro/a preto/a black
blanco/a branco/a white
rojo/a vermelho/a red
azul blue
verde green
amarillo/a amarelo/a yellow
rosa pink rosado/a
gris cinza gray grey
marron marrom brown
violeta roxo/a purple morado/a
naranja laranja orange
dorado/a dourado/a golden
plateado/a prateado/a silver
beige bege
bordo burgundy
chico/a pequeno/a small
s small
m medium mediano/a
l large
xl extra+large
perro cachorro dog
gato cat
nino infantil crianca kid child children
bebe baby
hombre homem men man masculino
mujer mulher women woman femenino feminino
cuero couro leather
algodon algodao cotton
lana wool
lino linho linen
madera madeira wood wooden
hierro ferro
vidrio vidro
plastico plastic
fiesta festa party
boda casamiento casamento wedding
verano verao summer
invierno inverno winter
lluvia chuva rain
correr corrida running
futbol futebol soccer football
regalo presente gift
barato/a economico/a cheap
libro livro book
lapiz lapis pencil
bicicleta bike bicycle bici
pelota bola ball
herramienta ferramenta tool
taladro furadeira drill
martillo martelo hammer
destornillador chave+fenda screwdriver
tornillo parafuso screw
pintura tinta paint
capucha capuz hood
raya listra stripe rayado/a listrado/a striped
flor floreado/a floral flower
`

/** Said in most sentences and naming nothing: articles, small words, and how people open a chat and ask for a price. */
const small = `
el la los las lo un una uno unos unas de del al y o u e con para por en que se me mi tu su es son esta este estos estas eso ese esa
a os as um uma uns umas do da dos das no na nos nas ao com pra pro ou meu minha seu sua
the an of and or with for in on to my your is are it this that
hola buenas buen buenos dia dias tarde tardes noches tenes tienes tienen tendran tendras hay quiero quisiera queria busco buscaba buscando
necesito precio precios cuanto cuantos sale salen cuesta cuestan vale valen favor gracias algun alguna algunos algunas algo ver mostrame mostrar
dame pasame gusta gustan gustaria le les disponible disponibles comprar stock como
oi ola bom boa tem voces voce quero queria gostaria preciso procuro procurando preco quanto custa custam obrigado obrigada algum alguma mostra
hi hello hey do you have i want need looking look show price how much many please thanks some any buy
`

/** Before a size or a colour they say what it is, and nothing more. */
const lead = 'talle talla tamano tamanho size numero number color cor colour tono sabor'

/** The terms that stand in the index for what a word is a name of. */
const single = new Map<string, string[]>()
const several = new Map<string, { forms: readonly string[]; term: string }[]>()
const longNames = new Map<string, (readonly string[])[]>()
const smallWords = new Set(small.trim().split(/\s+/))
const leadWords = new Set(lead.split(' '))

for (const line of things.trim().split('\n')) {
  const names = line.split(' ').flatMap(bothGenders)
  const term = `~${names[0]?.replaceAll('+', '_')}`
  for (const name of names) {
    const forms = name.split('+').map(singular)
    const [first = ''] = forms
    if (forms.length === 1) add(single, first, term)
    else {
      add(several, first, { forms, term })
      add(longNames, term, forms)
    }
  }
}

function bothGenders(name: string): string[] {
  return name.endsWith('/a') ? [name.slice(0, -2), `${name.slice(0, -3)}a`] : [name]
}

function add<Value>(to: Map<string, Value[]>, key: string, value: Value): void {
  const known = to.get(key)
  if (known) known.push(value)
  else to.set(key, [value])
}

export function isSmallWord(written: string): boolean {
  return smallWords.has(written)
}

export function isLeadWord(form: string): boolean {
  return leadWords.has(form)
}

/** What a word is found by: the things it is a name for, else its own stem. */
export function termsOf(form: string): readonly string[] {
  return single.get(form) ?? [stem(form)]
}

/** Every name in several words that a thing goes by: "vino tinto" for "red wine". */
export function longNamesOf(term: string): readonly (readonly string[])[] {
  return longNames.get(term) ?? []
}

/** The longest thing said in several words from here on. */
export function phraseAt(forms: readonly string[], at: number): { term: string; length: number } | null {
  let found: { term: string; length: number } | null = null
  for (const { forms: wanted, term } of several.get(forms[at] ?? '') ?? []) {
    if (wanted.length > (found?.length ?? 0) && wanted.every((form, next) => forms[at + next] === form))
      found = { term, length: wanted.length }
  }
  return found
}
