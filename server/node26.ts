/** Imported before anything else by what can be started directly: an older Node would fail later, and not say why. */
if (Number.parseInt(process.versions.node, 10) < 26) {
  process.stderr.write(
    `mostrador: it needs Node 26 or newer, this is Node ${process.versions.node}; bin/mostrador.js finds the right one\n`,
  )
  process.exit(1)
}
