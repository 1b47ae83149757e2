import { html } from 'hono/html'
import type { Language } from './negotiate.ts'
import type { Html } from './page.ts'

interface Door {
  name: string
  about: string
}

interface HomeTexts {
  title: string
  greeting: string
  doors: Record<'chat' | 'simulator' | 'admin' | 'api' | 'mcp', Door>
  doorsTitle: string
  version: string
}

const texts: Record<Language, HomeTexts> = {
  es: {
    title: 'Mostrador',
    greeting: 'La tienda está abierta. ¿Por qué puerta entras?',
    doorsTitle: 'Puertas',
    doors: {
      chat: { name: 'Chat de la tienda', about: 'Escribe como lo hace un cliente y mira cómo responde la tienda.' },
      simulator: { name: 'Teléfono simulado', about: 'Un WhatsApp de prueba en la pantalla, con mensajes firmados de verdad.' },
      admin: { name: 'Administración', about: 'Para quienes atienden: ingresa y mira qué está funcionando.' },
      api: { name: 'API', about: 'Todo lo que hace la tienda, para otros programas. Con documentación para leer.' },
      mcp: { name: 'MCP', about: 'Las herramientas de la tienda para asistentes. Esta dirección se da al cliente MCP.' },
    },
    version: 'versión',
  },
  pt: {
    title: 'Mostrador',
    greeting: 'A loja está aberta. Por qual porta você entra?',
    doorsTitle: 'Portas',
    doors: {
      chat: { name: 'Chat da loja', about: 'Escreva como um cliente escreve e veja como a loja responde.' },
      simulator: { name: 'Telefone simulado', about: 'Um WhatsApp de teste na tela, com mensagens assinadas de verdade.' },
      admin: { name: 'Administração', about: 'Para quem atende: entre e veja o que está funcionando.' },
      api: { name: 'API', about: 'Tudo o que a loja faz, para outros programas. Com documentação para ler.' },
      mcp: { name: 'MCP', about: 'As ferramentas da loja para assistentes. Este endereço vai no cliente MCP.' },
    },
    version: 'versão',
  },
  en: {
    title: 'Mostrador',
    greeting: 'The shop is open. Which door will you take?',
    doorsTitle: 'Doors',
    doors: {
      chat: { name: 'The shop’s chat', about: 'Write as a customer does, and see how the shop answers.' },
      simulator: { name: 'Simulated phone', about: 'A WhatsApp to try things on, on the screen, with truly signed messages.' },
      admin: { name: 'Administration', about: 'For those who serve: sign in and see what is running.' },
      api: { name: 'API', about: 'All the shop can do, for other programs. With documentation to read.' },
      mcp: { name: 'MCP', about: 'The shop’s tools for assistants. This address goes into the MCP client.' },
    },
    version: 'version',
  },
}

export function homePage(
  language: Language,
  options: { version: string; publicUrl: string; simulator: boolean },
): { title: string; body: Html } {
  const { doors, ...text } = texts[language]
  const body = html`<header class="awning sign">
<div class="column"><h1>Mostrador</h1><p>${text.greeting}</p></div>
</header>
<main class="column">
<h2 class="unseen">${text.doorsTitle}</h2>
<ul class="doors">
${door('/chat', doors.chat)}
${options.simulator ? door('/simulator', doors.simulator) : ''}
${door('/admin', doors.admin)}
${door('/api/docs', doors.api)}
<li class="door"><h3>${doors.mcp.name}</h3><p>${doors.mcp.about}</p><code>${options.publicUrl}/mcp</code></li>
</ul>
</main>
<footer class="column"><p>Mostrador, ${text.version} ${options.version}</p></footer>`
  return { title: text.title, body }
}

function door(path: string, { name, about }: Door): Html {
  return html`<li class="door"><h3><a href="${path}">${name}</a></h3><p>${about}</p><code>${path}</code></li>`
}
