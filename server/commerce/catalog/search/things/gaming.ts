/** What is played, and what it is played with. Each line as `shop-words.ts` says. */
export const gaming = `
joystick control+consola mando gamepad controle+consola controller joypad controle
consola console videogame
videojuego juego jogo game
juego+mesa jogo+tabuleiro board+game
rompecabeza puzzle puzle quebra+cabeca jigsaw
carta+juego naipe baralho playing+card
muneco/a boneco doll figura
peluche pelucia plush stuffed+animal
gamer gaming
juguete brinquedo toy
volante steering+wheel racing+wheel
realidad+virtual realidade+virtual virtual+reality vr
capturadora placa+captura capture+card
tarjeta+regalo cartao+presente gift+card
tarjeta+video placa+video graphic+card video+card gpu
dado dice
mazo baralho deck
coleccionable colecionavel collectible
tira+led fita+led led+strip
consola+portatil console+portatil handheld
mecanico/a mechanical
aventura adventure
estrategia strategy
llavero chaveiro keychain keyring key+ring
afiche poster cartaz
`
