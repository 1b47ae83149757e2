/** The parts of the API in the order in which a reader meets them. */
export const tagTexts: Readonly<Record<string, string>> = {
  Conversations: 'What customers and the shop say to each other, and who may answer: the floor.',
  Customers: 'The people who write and buy. A person is found by any phone number, address or id that was ever theirs.',
  Products: 'What the shop sells, with its variants, prices and stock.',
  'Catalogue files': 'Whole catalogues as files, to and fro, and many prices at once.',
  Carts: 'What somebody means to buy. A cart holds nothing back: only an order takes stock.',
  Orders: 'What was bought, from the moment that it takes the stock to the day it arrives, or goes back.',
  Agenda: 'Times that customers can book, and what they booked.',
  Events: 'What happened and could not be handled, to be handled again or given up.',
  Installation: 'The keys by which other programs come in, and for operators the shops of the installation.',
  'Signing in': 'How people of the staff come in, who have a password and no key.',
  Status: 'What runs here, and what waits.',
}
