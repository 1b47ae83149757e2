import type { Tracking } from '../../commerce/orders/orders.ts'
import type { OrderNotice } from './order-notices.ts'

export interface OrderFacts {
  number: string
  total: string
  link: string
  isPaid: boolean
  tracking: Tracking | null
}

export type TextLanguage = 'es' | 'pt' | 'en'

export const orderTexts: Record<TextLanguage, Record<OrderNotice, (order: OrderFacts) => string>> = {
  es: {
    order_created: ({ number, total, link }) => `Tomamos tu pedido ${number} por ${total}. Completá tus datos y pagalo acá: ${link}`,
    order_confirmed: ({ number, total, link, isPaid }) =>
      `${isPaid ? 'Recibimos tu pago, ¡gracias! ' : ''}Tu pedido ${number} (${total}) está confirmado. Seguilo acá: ${link}`,
    order_shipped: ({ number, link, tracking }) =>
      `Tu pedido ${number} está en camino${tracking ? `: ${tracking.carrier}, seguimiento ${tracking.number}` : ''}. Seguilo acá: ${tracking?.url ?? link}`,
    order_delivered: ({ number }) => `Tu pedido ${number} fue entregado. ¡Gracias por tu compra!`,
    order_cancelled: ({ number }) => `Tu pedido ${number} fue cancelado. Cualquier duda, escribinos por acá.`,
    order_refunded: ({ number, total }) =>
      `Devolvimos el pago de tu pedido ${number} (${total}). Según tu banco puede tardar unos días en verse.`,
    order_expired: ({ number }) =>
      `Tu pedido ${number} venció porque no llegó el pago. Si todavía lo querés, escribinos y lo armamos de nuevo.`,
  },
  pt: {
    order_created: ({ number, total, link }) => `Anotamos seu pedido ${number} de ${total}. Complete seus dados e pague aqui: ${link}`,
    order_confirmed: ({ number, total, link, isPaid }) =>
      `${isPaid ? 'Recebemos seu pagamento, obrigado! ' : ''}Seu pedido ${number} (${total}) está confirmado. Acompanhe aqui: ${link}`,
    order_shipped: ({ number, link, tracking }) =>
      `Seu pedido ${number} está a caminho${tracking ? `: ${tracking.carrier}, rastreio ${tracking.number}` : ''}. Acompanhe aqui: ${tracking?.url ?? link}`,
    order_delivered: ({ number }) => `Seu pedido ${number} foi entregue. Obrigado pela compra!`,
    order_cancelled: ({ number }) => `Seu pedido ${number} foi cancelado. Qualquer dúvida, escreva por aqui.`,
    order_refunded: ({ number, total }) =>
      `Devolvemos o pagamento do seu pedido ${number} (${total}). Dependendo do banco, pode levar alguns dias para aparecer.`,
    order_expired: ({ number }) =>
      `Seu pedido ${number} expirou porque o pagamento não chegou. Se ainda quiser, escreva e montamos de novo.`,
  },
  en: {
    order_created: ({ number, total, link }) =>
      `We have taken your order ${number} for ${total}. Fill in your details and pay here: ${link}`,
    order_confirmed: ({ number, total, link, isPaid }) =>
      `${isPaid ? 'We have received your payment, thank you! ' : ''}Your order ${number} (${total}) is confirmed. Follow it here: ${link}`,
    order_shipped: ({ number, link, tracking }) =>
      `Your order ${number} is on its way${tracking ? `: ${tracking.carrier}, tracking ${tracking.number}` : ''}. Follow it here: ${tracking?.url ?? link}`,
    order_delivered: ({ number }) => `Your order ${number} was delivered. Thank you for buying from us!`,
    order_cancelled: ({ number }) => `Your order ${number} was cancelled. If anything is unclear, write to us here.`,
    order_refunded: ({ number, total }) =>
      `We have paid back your order ${number} (${total}). Depending on your bank it may take some days to show.`,
    order_expired: ({ number }) =>
      `Your order ${number} has expired because no payment came. If you still want it, write to us and we will make it again.`,
  },
}
