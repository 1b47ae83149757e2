import type { ComponentChildren } from 'preact'

function Icon({ size = 22, children }: { size?: number; children: ComponentChildren }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      {children}
    </svg>
  )
}

/** A counter one can talk over: a speech bubble under an awning. */
export const CounterIcon = ({ size }: { size: number }) => (
  <Icon size={size}>
    <path d="M4.5 12v4.5a2.5 2.5 0 0 0 2.5 2.5h1.5v3l4-3h4.5a2.5 2.5 0 0 0 2.5-2.5V12" />
    <path
      fill="currentColor"
      stroke-width="1"
      d="M5.2 3.5h13.6l2.2 5.2a2.25 2.25 0 0 1-4.5 0a2.25 2.25 0 0 1-4.5 0a2.25 2.25 0 0 1-4.5 0a2.25 2.25 0 0 1-4.5 0z"
    />
  </Icon>
)

export const CloseIcon = () => (
  <Icon>
    <path d="M6 6l12 12M18 6L6 18" />
  </Icon>
)

export const SendIcon = () => (
  <Icon>
    <path d="M12 19V5M5.5 11.5L12 5l6.5 6.5" />
  </Icon>
)

export const DownIcon = () => (
  <Icon size={18}>
    <path d="M12 5v14M5.5 12.5L12 19l6.5-6.5" />
  </Icon>
)
