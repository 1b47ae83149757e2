/** What is worn, and what goes with it. Each line as `shop-words.ts` says. */
export const fashion = `
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
campera chamarra jaqueta chaqueta jacket cazadora casaco
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
calzado calcado footwear shoe
ropa roupa clothes clothing apparel indumentaria
ropa+interior roupa+interior underwear lenceria lingerie
calzoncillo cueca boxer
chaleco colete vest waistcoat
calza legging
enterito macacao jumpsuit
bikini biquini
corbata gravata necktie tie
chal xale shawl
valija maleta mala suitcase
joya joia jewel jewelry jewellery
paraguas guarda+chuva umbrella
manga+larga manga+comprida manga+longa long+sleeve
manga+corta manga+curta short+sleeve
lunar bolinha polka+dot
estampado/a printed
`
