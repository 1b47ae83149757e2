import { readWords } from '../../commerce/catalog/catalog.ts'

/** What people in three languages ask a shop about, by the words they say it in. */
const said: Readonly<Record<string, string>> = {
  shipping:
    'envio enviar envian mandar mandan despacho entrega entregar entregam entregan frete reparto correo domicilio shipping ship delivery deliver send',
  payment:
    'pago pagar pagos tarjeta transferencia efectivo cuota debito credito pix boleto cartao pagamento parcela payment pay card cash installment',
  returns: 'cambio cambiar cambian devolucion devolver devuelven reembolso troca trocar devolver devolucao return refund exchange swap',
  hours: 'horario hora abren abierto cierran atienden abre aberto fecha atendimento hours open close opening',
  address: 'direccion donde ubicacion local tienda sucursal retiro retirar endereco onde loja retirada address where location store pickup',
  warranty: 'garantia falla roto defecto quebrado warranty guarantee broken faulty',
  invoice: 'factura facturan ticket comprobante fatura fiscal cnpj cuit invoice receipt',
  discount: 'descuento promocion oferta cupon desconto promocao cupom discount coupon promo sale',
  wholesale: 'mayorista mayor cantidad atacado revenda wholesale bulk reseller',
}

const topics = new Map<string, string[]>()
for (const [topic, words] of Object.entries(said)) {
  for (const { form } of readWords(words)) topics.set(form, [...(topics.get(form) ?? []), `topic ${topic}`])
}

/** "envían" and "frete" are about the same. */
export function topicsOf(form: string): readonly string[] {
  return topics.get(form) ?? []
}
