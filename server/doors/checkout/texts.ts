import type { Language } from '../web/web.ts'

/** What is wrong with a field, said beside it. */
export type FieldError =
  | 'name_missing'
  | 'email_wrong'
  | 'address_missing'
  | 'shipping_missing'
  | 'shipping_unknown'
  | 'coupon_unknown'
  | 'coupon_ended'
  | 'coupon_used_up'
  | 'coupon_without_effect'
  | 'too_long'

/** What is said above the page, once. */
export type Note = 'total' | 'fields' | 'failed' | 'busy' | 'unpayable' | 'proof_kept' | 'proof_refused' | 'try_later' | 'price_changed'

/** Where an order stands, in a headline. */
export type Standing =
  | 'awaiting'
  | 'checking'
  | 'confirmed'
  | 'shipped'
  | 'delivered'
  | 'cancelled'
  | 'refunded'
  | 'expired'
  | 'unfulfilled'

export interface CheckoutTexts {
  order: (number: string) => string
  finish: string
  heldUntil: (when: string) => string
  items: string
  pieces: (count: number) => string
  each: (price: string) => string
  toldBefore: (price: string) => string
  delivery: string
  way: string
  free: string
  contact: string
  name: string
  email: string
  emailWhy: string
  address: string
  addressWhy: string
  optional: string
  coupon: string
  haveCoupon: string
  apply: string
  drop: (coupon: string) => string
  totals: string
  subtotal: string
  shipping: string
  shippingOpen: string
  total: string
  pay: (total: string) => string
  payAgain: string
  save: string
  secure: string
  notes: Record<Note, string>
  errors: Record<FieldError, string>
  standing: Record<Standing, { title: string; text: string }>
  steps: Record<'ordered' | 'paid' | 'sent' | 'arrived', string>
  history: string
  /** By what the order's history calls it; what stands in none is the shop's own affair. */
  happened: Readonly<Record<string, string>>
  tracking: string
  trackingNumber: (number: string) => string
  track: string
  reference: string
  amount: string
  payment: string
  instructions: string
  check: string
  tryAgain: string
  proof: string
  proofWhy: string
  proofSend: string
  proofThere: string
  to: string
  write: string
  going: (shop: string) => string
  goOn: string
  demoTitle: string
  demoText: string
  demo: Record<'pay' | 'fail' | 'wait', string>
  missingTitle: string
  missing: string
  overTitle: string
  over: string
}

export const textsIn: Record<Language, CheckoutTexts> = {
  es: {
    order: (number) => `Pedido ${number}`,
    finish: 'Ya casi es tuyo',
    heldUntil: (when) => `Guardamos todo hasta el ${when}.`,
    items: 'Qué incluye',
    pieces: (count) => `${count} ${count === 1 ? 'unidad' : 'unidades'}`,
    each: (price) => `${price} cada una`,
    toldBefore: (price) => `Antes: ${price}. Ese precio ya no está vigente.`,
    delivery: 'Entrega',
    way: 'Cómo recibirlo',
    free: 'Gratis',
    contact: 'Para quién es',
    name: 'Nombre y apellido',
    email: 'E-mail',
    emailWhy: 'Solo para avisos de este pedido.',
    address: 'Dirección de entrega',
    addressWhy: 'Calle, número, piso, localidad y código postal.',
    optional: 'opcional',
    coupon: 'Cupón',
    haveCoupon: '¿Hay un cupón?',
    apply: 'Aplicar',
    drop: (coupon) => `Quitar ${coupon}`,
    totals: 'Total',
    subtotal: 'Productos',
    shipping: 'Envío',
    shippingOpen: 'a elegir',
    total: 'Total',
    pay: (total) => `Pagar ${total}`,
    payAgain: 'Pagar de otra forma',
    save: 'Actualizar el total',
    secure: 'Pago seguro: la tienda no ve los datos de la tarjeta.',
    notes: {
      total: 'El total cambió con lo elegido. Este es el importe final: se paga con el botón.',
      fields: 'Faltan algunos datos: están marcados abajo.',
      failed: 'El pago no se completó y no se cobró nada. Se puede intentar de nuevo.',
      busy: 'El pago está en curso: por ahora el total no se puede cambiar.',
      unpayable: 'Ahora no se puede iniciar el pago. En unos minutos puede intentarse de nuevo.',
      proof_kept: 'Recibimos el comprobante. La tienda lo revisa y confirma el pedido.',
      proof_refused: 'Ese archivo no sirve: hace falta una foto o un PDF de hasta 10 MB.',
      try_later: 'En este momento hay mucho trabajo. En un minuto puede intentarse de nuevo.',
      price_changed: 'Un precio cambió desde que lo informamos. Está marcado abajo.',
    },
    errors: {
      name_missing: 'Falta el nombre de quien recibe.',
      email_wrong: 'Esto no parece un e-mail.',
      address_missing: 'Falta la dirección de entrega.',
      shipping_missing: 'Falta elegir cómo recibirlo.',
      shipping_unknown: 'Esta opción ya no está disponible.',
      coupon_unknown: 'No existe un cupón con ese nombre.',
      coupon_ended: 'Este cupón no está vigente.',
      coupon_used_up: 'Este cupón ya se usó todas las veces posibles.',
      coupon_without_effect: 'Este cupón no descuenta nada de este pedido.',
      too_long: 'Es demasiado largo.',
    },
    standing: {
      awaiting: { title: 'Falta el pago', text: 'En cuanto llegue, el pedido queda confirmado.' },
      checking: { title: 'Estamos confirmando el pago', text: 'Suele tardar unos segundos. Esta página se actualiza sola.' },
      confirmed: { title: '¡Gracias! El pedido está confirmado', text: 'Lo estamos preparando.' },
      shipped: { title: 'El pedido está en camino', text: 'Ya salió de la tienda.' },
      delivered: { title: 'El pedido llegó', text: '¡Que lo disfrutes!' },
      cancelled: { title: 'El pedido fue cancelado', text: 'No se va a enviar nada.' },
      refunded: { title: 'El dinero fue devuelto', text: 'Según el banco puede tardar unos días en verse.' },
      expired: { title: 'El pedido venció', text: 'No llegó el pago a tiempo. La tienda puede armarlo de nuevo.' },
      unfulfilled: { title: 'Recibimos el pago', text: 'Algo del pedido se agotó antes. Una persona de la tienda se va a comunicar.' },
    },
    steps: { ordered: 'Pedido', paid: 'Confirmado', sent: 'En camino', arrived: 'Entregado' },
    history: 'Qué fue pasando',
    happened: {
      pending: 'Pedido realizado',
      price_changed: 'Un precio cambió desde que se informó',
      confirmed: 'Pedido confirmado',
      shipped: 'Salió de la tienda',
      delivered: 'Entregado',
      cancelled: 'Cancelado',
      refunded: 'Dinero devuelto',
      expired: 'Venció sin pago',
      'payment awaiting': 'Esperando el pago',
      'payment paid': 'Pago recibido',
      'payment failed': 'El pago no se completó',
      'payment refunded': 'Pago devuelto',
      'payment refunded in part': 'Se devolvió una parte del pago',
      'payment refund failed': 'La devolución no llegó; la tienda se comunica',
      'payment surplus': 'Pagaste de más: la diferencia vuelve',
      'payment twice': 'El pago llegó dos veces: uno vuelve',
      'payment paid_unfulfilled': 'Pago recibido; la tienda se comunica',
    },
    tracking: 'Seguimiento',
    trackingNumber: (number) => `Número ${number}`,
    track: 'Seguir el envío',
    reference: 'Referencia',
    amount: 'Importe',
    payment: 'Pago',
    instructions: 'Cómo pagar',
    check: 'Ya pagué: comprobar',
    tryAgain: 'Volver al pedido',
    proof: 'Comprobante',
    proofWhy: 'Una foto o un PDF, de hasta 10 MB.',
    proofSend: 'Enviar comprobante',
    proofThere: 'Ya tenemos un comprobante. Otro lo reemplaza.',
    to: 'Se entrega a',
    write: 'Escribir a la tienda',
    going: (shop) => `Te llevamos a pagar tu compra en ${shop}…`,
    goOn: 'Ir a pagar',
    demoTitle: 'Pago de prueba',
    demoText: 'Esta tienda muestra cómo se compra: aquí no se mueve dinero. Elige qué responde el banco.',
    demo: { pay: 'Aprobar el pago', fail: 'Rechazar el pago', wait: 'Dejarlo pendiente' },
    missingTitle: 'Este pedido no está',
    missing: 'Puede que la dirección esté incompleta, o que la tienda haya dado una nueva.',
    overTitle: 'Esta página ya cerró',
    over: 'Pasó mucho tiempo desde el pedido. La tienda todavía puede contar qué fue de él.',
  },
  pt: {
    order: (number) => `Pedido ${number}`,
    finish: 'Está quase pronto',
    heldUntil: (when) => `Guardamos tudo até ${when}.`,
    items: 'O que inclui',
    pieces: (count) => `${count} ${count === 1 ? 'unidade' : 'unidades'}`,
    each: (price) => `${price} cada`,
    toldBefore: (price) => `Antes: ${price}. Esse preço não vale mais.`,
    delivery: 'Entrega',
    way: 'Como receber',
    free: 'Grátis',
    contact: 'Para quem é',
    name: 'Nome e sobrenome',
    email: 'E-mail',
    emailWhy: 'Só para avisos deste pedido.',
    address: 'Endereço de entrega',
    addressWhy: 'Rua, número, complemento, cidade e CEP.',
    optional: 'opcional',
    coupon: 'Cupom',
    haveCoupon: 'Tem um cupom?',
    apply: 'Aplicar',
    drop: (coupon) => `Tirar ${coupon}`,
    totals: 'Total',
    subtotal: 'Produtos',
    shipping: 'Frete',
    shippingOpen: 'a escolher',
    total: 'Total',
    pay: (total) => `Pagar ${total}`,
    payAgain: 'Pagar de outra forma',
    save: 'Atualizar o total',
    secure: 'Pagamento seguro: a loja não vê os dados do cartão.',
    notes: {
      total: 'O total mudou com o que foi escolhido. Este é o valor final: pague pelo botão.',
      fields: 'Faltam alguns dados: estão marcados abaixo.',
      failed: 'O pagamento não foi concluído e nada foi cobrado. É possível tentar de novo.',
      busy: 'O pagamento está em andamento: por enquanto o total não pode mudar.',
      unpayable: 'Agora não é possível iniciar o pagamento. Tente de novo em alguns minutos.',
      proof_kept: 'Recebemos o comprovante. A loja confere e confirma o pedido.',
      proof_refused: 'Esse arquivo não serve: é preciso uma foto ou um PDF de até 10 MB.',
      try_later: 'Há muito trabalho agora. Tente de novo em um minuto.',
      price_changed: 'Um preço mudou desde que foi informado. Está marcado abaixo.',
    },
    errors: {
      name_missing: 'Falta o nome de quem recebe.',
      email_wrong: 'Isto não parece um e-mail.',
      address_missing: 'Falta o endereço de entrega.',
      shipping_missing: 'Falta escolher como receber.',
      shipping_unknown: 'Esta opção não está mais disponível.',
      coupon_unknown: 'Não existe um cupom com esse nome.',
      coupon_ended: 'Este cupom não está valendo.',
      coupon_used_up: 'Este cupom já foi usado todas as vezes possíveis.',
      coupon_without_effect: 'Este cupom não desconta nada deste pedido.',
      too_long: 'É longo demais.',
    },
    standing: {
      awaiting: { title: 'Falta o pagamento', text: 'Assim que chegar, o pedido fica confirmado.' },
      checking: { title: 'Estamos confirmando o pagamento', text: 'Costuma levar alguns segundos. Esta página se atualiza sozinha.' },
      confirmed: { title: 'Obrigado! O pedido está confirmado', text: 'Já estamos preparando.' },
      shipped: { title: 'O pedido está a caminho', text: 'Já saiu da loja.' },
      delivered: { title: 'O pedido chegou', text: 'Aproveite!' },
      cancelled: { title: 'O pedido foi cancelado', text: 'Nada será enviado.' },
      refunded: { title: 'O dinheiro foi devolvido', text: 'Dependendo do banco, pode levar alguns dias para aparecer.' },
      expired: { title: 'O pedido expirou', text: 'O pagamento não chegou a tempo. A loja pode montar tudo de novo.' },
      unfulfilled: { title: 'Recebemos o pagamento', text: 'Algo do pedido acabou antes. Uma pessoa da loja vai entrar em contato.' },
    },
    steps: { ordered: 'Pedido', paid: 'Confirmado', sent: 'A caminho', arrived: 'Entregue' },
    history: 'O que aconteceu',
    happened: {
      pending: 'Pedido feito',
      price_changed: 'Um preço mudou desde que foi informado',
      confirmed: 'Pedido confirmado',
      shipped: 'Saiu da loja',
      delivered: 'Entregue',
      cancelled: 'Cancelado',
      refunded: 'Dinheiro devolvido',
      expired: 'Expirou sem pagamento',
      'payment awaiting': 'Esperando o pagamento',
      'payment paid': 'Pagamento recebido',
      'payment failed': 'O pagamento não foi concluído',
      'payment refunded': 'Pagamento devolvido',
      'payment refunded in part': 'Uma parte do pagamento foi devolvida',
      'payment refund failed': 'A devolução não chegou; a loja entra em contato',
      'payment surplus': 'Você pagou a mais: a diferença volta',
      'payment twice': 'O pagamento chegou duas vezes: um volta',
      'payment paid_unfulfilled': 'Pagamento recebido; a loja entra em contato',
    },
    tracking: 'Rastreio',
    trackingNumber: (number) => `Número ${number}`,
    track: 'Acompanhar a entrega',
    reference: 'Referência',
    amount: 'Valor',
    payment: 'Pagamento',
    instructions: 'Como pagar',
    check: 'Já paguei: conferir',
    tryAgain: 'Voltar ao pedido',
    proof: 'Comprovante',
    proofWhy: 'Uma foto ou um PDF, de até 10 MB.',
    proofSend: 'Enviar comprovante',
    proofThere: 'Já temos um comprovante. Outro o substitui.',
    to: 'Entregar para',
    write: 'Escrever para a loja',
    going: (shop) => `Levando você para pagar a compra em ${shop}…`,
    goOn: 'Ir pagar',
    demoTitle: 'Pagamento de teste',
    demoText: 'Esta loja mostra como se compra: aqui não se move dinheiro. Escolha o que o banco responde.',
    demo: { pay: 'Aprovar o pagamento', fail: 'Recusar o pagamento', wait: 'Deixar pendente' },
    missingTitle: 'Este pedido não está aqui',
    missing: 'Talvez o endereço esteja incompleto, ou a loja tenha dado um novo.',
    overTitle: 'Esta página já fechou',
    over: 'Passou muito tempo desde o pedido. A loja ainda pode contar o que foi dele.',
  },
  en: {
    order: (number) => `Order ${number}`,
    finish: 'Almost yours',
    heldUntil: (when) => `We are holding everything until ${when}.`,
    items: 'What is in it',
    pieces: (count) => `${count} ${count === 1 ? 'piece' : 'pieces'}`,
    each: (price) => `${price} each`,
    toldBefore: (price) => `Before: ${price}. That price no longer holds.`,
    delivery: 'Delivery',
    way: 'How you get it',
    free: 'Free',
    contact: 'Who it is for',
    name: 'First and last name',
    email: 'E-mail',
    emailWhy: 'Only for news of this order.',
    address: 'Delivery address',
    addressWhy: 'Street, number, floor, town and postcode.',
    optional: 'optional',
    coupon: 'Coupon',
    haveCoupon: 'Do you have a coupon?',
    apply: 'Apply',
    drop: (coupon) => `Remove ${coupon}`,
    totals: 'Total',
    subtotal: 'Products',
    shipping: 'Delivery',
    shippingOpen: 'to be chosen',
    total: 'Total',
    pay: (total) => `Pay ${total}`,
    payAgain: 'Pay another way',
    save: 'Update the total',
    secure: 'Safe payment: the shop never sees your card.',
    notes: {
      total: 'The total changed with what you chose. This is the final amount: the button pays it.',
      fields: 'Something is missing: it is marked below.',
      failed: 'The payment did not go through and nothing was charged. You can try again.',
      busy: 'The payment is under way: for now the total cannot change.',
      unpayable: 'The payment cannot be started right now. Try again in a few minutes.',
      proof_kept: 'We have your receipt. The shop looks at it and confirms the order.',
      proof_refused: 'That file will not do: it takes a photo or a PDF of up to 10 MB.',
      try_later: 'There is a lot of work right now. Try again in a minute.',
      price_changed: 'A price has changed since we told you. It is marked below.',
    },
    errors: {
      name_missing: 'The name of whoever receives it is missing.',
      email_wrong: 'This does not look like an e-mail address.',
      address_missing: 'The delivery address is missing.',
      shipping_missing: 'Choose how you get it.',
      shipping_unknown: 'This is no longer on offer.',
      coupon_unknown: 'There is no coupon of that name.',
      coupon_ended: 'This coupon does not hold today.',
      coupon_used_up: 'This coupon has been used as often as it may be.',
      coupon_without_effect: 'This coupon takes nothing off this order.',
      too_long: 'That is too long.',
    },
    standing: {
      awaiting: { title: 'Waiting for the payment', text: 'As soon as it arrives the order is confirmed.' },
      checking: { title: 'We are confirming the payment', text: 'It usually takes a few seconds. This page keeps itself up to date.' },
      confirmed: { title: 'Thank you! The order is confirmed', text: 'We are getting it ready.' },
      shipped: { title: 'The order is on its way', text: 'It has left the shop.' },
      delivered: { title: 'The order has arrived', text: 'Enjoy it!' },
      cancelled: { title: 'The order was cancelled', text: 'Nothing will be sent.' },
      refunded: { title: 'The money was paid back', text: 'Depending on the bank it may take some days to show.' },
      expired: { title: 'The order has expired', text: 'The payment did not come in time. The shop can make it again.' },
      unfulfilled: {
        title: 'We have your payment',
        text: 'Something of the order sold out before. A person of the shop will be in touch.',
      },
    },
    steps: { ordered: 'Ordered', paid: 'Confirmed', sent: 'On its way', arrived: 'Delivered' },
    history: 'What has happened',
    happened: {
      pending: 'Order placed',
      price_changed: 'A price changed since it was told',
      confirmed: 'Order confirmed',
      shipped: 'Left the shop',
      delivered: 'Delivered',
      cancelled: 'Cancelled',
      refunded: 'Money paid back',
      expired: 'Expired unpaid',
      'payment awaiting': 'Waiting for the payment',
      'payment paid': 'Payment received',
      'payment failed': 'The payment did not go through',
      'payment refunded': 'Payment paid back',
      'payment refunded in part': 'A part of the payment was paid back',
      'payment refund failed': 'What was paid back did not arrive; the shop will be in touch',
      'payment surplus': 'More was paid than due: the difference goes back',
      'payment twice': 'The payment came twice: one goes back',
      'payment paid_unfulfilled': 'Payment received; the shop will be in touch',
    },
    tracking: 'Tracking',
    trackingNumber: (number) => `Number ${number}`,
    track: 'Follow the parcel',
    reference: 'Reference',
    amount: 'Amount',
    payment: 'Payment',
    instructions: 'How to pay',
    check: 'I have paid: check',
    tryAgain: 'Back to the order',
    proof: 'Receipt',
    proofWhy: 'A photo or a PDF, up to 10 MB.',
    proofSend: 'Send the receipt',
    proofThere: 'We have a receipt. Another one takes its place.',
    to: 'Goes to',
    write: 'Write to the shop',
    going: (shop) => `Taking you to pay for your order at ${shop}…`,
    goOn: 'Go and pay',
    demoTitle: 'A payment to try out',
    demoText: 'This shop shows how one buys: no money moves here. Choose what the bank answers.',
    demo: { pay: 'Approve the payment', fail: 'Refuse the payment', wait: 'Leave it pending' },
    missingTitle: 'This order is not here',
    missing: 'The address may be incomplete, or the shop has given out a new one.',
    overTitle: 'This page has closed',
    over: 'A long time has passed since the order. The shop can still tell you what became of it.',
  },
}
