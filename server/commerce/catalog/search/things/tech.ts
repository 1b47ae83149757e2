/** What has a plug or a battery. Each line as `shop-words.ts` says. */
export const tech = `
reloj+inteligente smartwatch smart+watch relogio+inteligente reloj+smart
pulsera+inteligente smartband smart+band fitness+band pulsera+actividad
celular movil telefono telefono+celular cellphone cell+phone mobile+phone mobile smartphone phone telefone
funda capinha phone+case carcasa capa+celular
cargador carregador charger
bateria+externa power+bank powerbank cargador+portatil carregador+portatil
cable cabo cord
auricular audifono headphone earphone earbud fone+ouvido fone headset cascos
earbud in+ear
parlante altavoz bocina caixa+som speaker alto+falante
barra+sonido soundbar sound+bar
microfono microfone microphone mic
computadora computador ordenador computer
notebook laptop computadora+portatil computador+portatil
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
pantalla screen display
bateria battery
pila pilha
adaptador adapter adaptor
soporte suporte stand holder mount
almacenamiento armazenamento storage
disco+duro disco+rigido hard+drive hard+disk
cartucho cartridge
escaner scanner
camara+seguridad camera+seguranca security+camera
tripode tripe tripod
vidrio+templado pelicula+vidro tempered+glass screen+protector
tocadisco toca+disco turntable record+player
alargue extension+electrica extensao+eletrica extension+cord
control+remoto controle+remoto remote+control
inteligente smart
portatil portable
recargable recarregavel rechargeable
`
