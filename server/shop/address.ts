/**
 * What makes two spellings of an address one customer. Phones compare as E.164 digits with those left out that networks put in
 * and take away: Argentina's 9, Mexico's 1, Brazil's ninth digit. What is sent goes to the address as the provider gave it.
 */
export function addressKey(address: string): string {
  const bare = address.trim().replace(/^whatsapp:/i, '')
  if (!/^\+?[\d\s().-]{6,}$/.test(bare)) return address.trim()
  const digits = bare.replace(/\D/g, '')
  if (/^549\d{10}$/.test(digits)) return `54${digits.slice(3)}`
  if (/^521\d{10}$/.test(digits)) return `52${digits.slice(3)}`
  if (/^55\d{2}9\d{8}$/.test(digits)) return `${digits.slice(0, 4)}${digits.slice(5)}`
  return digits
}
