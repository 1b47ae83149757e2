import { bookAppointment, cancelAppointment, findSlots } from './agenda.ts'
import { createCart, emptyCart, getCart, updateCartItem } from './cart.ts'
import { getProduct, listProducts } from './catalog.ts'
import { findOneCustomer, saveCustomer } from './customers.ts'
import { answerQuestion } from './faq.ts'
import { checkout, findOrders, getCheckoutLink } from './orders.ts'
import { requestHuman } from './people.ts'
import type { Tool } from './tool.ts'

export { refuseTool, type ToolCode, type ToolRefusal, toolRefusals } from './refusals.ts'
export { actingTool, readingTool, type Tool, type ToolOutcome, type ToolUse } from './tool.ts'
export { argumentMistakes, callTool, prepareCall, type ReadyCall, refusedArguments } from './use-tool.ts'

/** What can be done in the shop in the course of a conversation: by its sellers, and by programs that sell for it. */
export const shopTools: readonly Tool[] = [
  listProducts,
  getProduct,
  createCart,
  getCart,
  updateCartItem,
  emptyCart,
  checkout,
  getCheckoutLink,
  findOrders,
  findOneCustomer,
  saveCustomer,
  requestHuman,
  findSlots,
  bookAppointment,
  cancelAppointment,
  answerQuestion,
]
