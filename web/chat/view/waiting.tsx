/** The page of a chat that is not there, or not yet. */
export function Waiting({ text }: { text: string }) {
  return (
    <main class="panel">
      <header class="awning head" />
      <p class="waiting" role="status">
        {text}
      </p>
    </main>
  )
}
