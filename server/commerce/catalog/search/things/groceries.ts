/** What is eaten, drunk and cleaned with. Each line as `shop-words.ts` says. */
export const groceries = `
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
lenteja lentilha lentil
garbanzo grao+bico chickpea
poroto frijol feijao bean alubia
arveja guisante ervilha pea
tallarin talharim tagliatelle
raviol ravioli
salsa molho sauce
medialuna croissant media+luna
torta bolo cake
caramelo bala candy
avena aveia oat oatmeal
pasa passa raisin
uva grape
pera pear
mandarina tangerina mandarin
palta aguacate abacate avocado
sandia melancia watermelon
melon melao
anana pina abacaxi pineapple
ajo alho garlic
pimienta pimenta pepper
morron pimiento pimentao bell+pepper
sal salt
vinagre vinegar
mayonesa maionese mayonnaise
mostaza mostarda mustard
espinaca espinafre spinach
zapallo abobora pumpkin
pepino cucumber
brocoli broccoli
champinon cogumelo mushroom
nuez noz walnut
mani amendoim peanut cacahuate
almendra amendoa almond
aceite+girasol oleo+girassol sunflower+oil
espumante sparkling+wine
whisky whiskey uisque
agua+gas sparkling+water
limonada lemonade
hielo gelo ice
helado sorvete ice+cream
salame salami
salchicha salsicha sausage
panceta tocino bacon
carne+vaca carne+res carne+bovina beef
cerdo porco pork
verdura vegetable hortaliza
fruta fruit
crema+leche creme+leite heavy+cream
bebida beverage drink
detergente detergent
lavandina lejia agua+sanitaria bleach
jabon+polvo sabao+po laundry+detergent
suavizante amaciante fabric+softener
papel+cocina papel+toalha paper+towel
sin+tacc sin+gluten sem+gluten gluten+free
sin+azucar sem+acucar sugar+free
vegano/a vegan
organico/a organic
`
