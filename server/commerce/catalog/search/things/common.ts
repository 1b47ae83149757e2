/** What is said of things of every kind: their colour, their size, what they are made of, whom they are for. Each line as `shop-words.ts` says. */
export const common = `
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
celeste light+blue azul+claro
turquesa turquoise
grande big
acero aco steel
ceramica ceramic
mimbre vime wicker
bambu bamboo
plata prata silver
oro ouro gold
luz light
`
