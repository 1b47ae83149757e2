/** What the bundler makes JSX of here. */
export { Fragment, h } from 'preact'
