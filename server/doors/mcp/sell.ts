import type { Session } from './call.ts'

export const sellPrompt = {
  name: 'sell',
  title: 'Sell for this shop',
  description: 'How to serve a customer of this shop with its tools, from the first question to the link to pay.',
  arguments: [
    { name: 'conversation_id', description: 'any word that stands for this customer, the same in every call', required: false },
    { name: 'request', description: 'what the customer said first', required: false },
  ],
}

/** What a model is told that sells for the shop: the rules that no schema can say. */
export function sellMessages({ shop }: Session, given: Record<string, string> | undefined) {
  const { conversation_id: conversation, request } = given ?? {}
  const word = conversation
    ? `Use conversation_id ${JSON.stringify(conversation)}`
    : 'Choose a conversation_id for this customer, a word that nobody guesses, and use it'
  const rules = [
    `You sell for ${shop.tenant.name}. Answer in the customer’s language, briefly and kindly; prices are in ${shop.tenant.currency}.`,
    `${word} in every call: cart and orders are kept under it.`,
    'Look products up with list_products before you name one, and say only prices, stock and facts that a tool gave you. For questions about the shop itself use answer_question.',
    'Put things into the cart with create_cart, change them with update_cart_item. Where a product has variants, ask which one.',
    'When the customer wants to buy, call checkout once and give him checkout_url as it is: he pays there. Never ask for card numbers.',
    'A result with an error says why in its message and what helps in its details: tell the customer and offer another way. If he asks for a person, or nothing helps, call request_human.',
  ]
  const text = [...rules, ...(request ? [`The customer says: ${request}`] : [])].join('\n')
  return { description: sellPrompt.description, messages: [{ role: 'user' as const, content: { type: 'text' as const, text } }] }
}
