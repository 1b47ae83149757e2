/** The build gives a style sheet as its minified text. */
declare module '*.css' {
  const text: string
  // biome-ignore lint/style/noDefaultExport: a file that is not a script has no other
  export default text
}
