/** What is for skin, hair and teeth. Each line as `shop-words.ts` says. */
export const beauty = `
labial lapiz+labial batom lipstick rouge pintalabio
esmalte barniz+una nail+polish pintaunas
rimel mascara+pestana
delineador eyeliner
base+maquillaje base+maquiagem foundation
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
secador+pelo secador+cabello secador+cabelo hair+dryer secadora+pelo
factor fps spf
panal fralda diaper
panuelo lenco tissue
papel+higienico toilet+paper
maquillaje maquiagem makeup make+up
polvo po powder
iluminador highlighter
sombra+ojo sombra+olho eyeshadow eye+shadow
paleta palette
brillo+labial brilho+labial lip+gloss
balsamo+labial lip+balm
brocha pincel makeup+brush
esponja sponge
ceja sobrancelha eyebrow brow
pestana cilio eyelash lash
hidratante moisturizer moisturiser
exfoliante esfoliante scrub exfoliator
limpiador limpador cleanser
agua+micelar micellar+water
tonico toner
mascarilla mascara+facial face+mask facial+mask
locion locao lotion
crema+mano creme+mao hand+cream
crema+corporal creme+corporal body+cream
crema+facial creme+facial face+cream
contorno+ojo contorno+olho eye+cream
antiedad anti+edad antiidade anti+idade antiaging anti+aging
colonia cologne
tintura tinte hair+dye
peine pente comb
plancha+pelo chapinha hair+straightener
afeitadora maquina+afeitar barbeador razor shaver
pinza pinca tweezer
neceser necessaire toiletry+bag cosmetic+bag makeup+bag
sal+bano sal+banho bath+salt
hilo+dental fio+dental dental+floss
enjuague+bucal enxaguante+bucal mouthwash
hisopo cotonete cotton+swab
repelente repellent
`
