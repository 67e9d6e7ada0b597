// A link that a mailer or a chat has altered leads to an address that is nowhere, and goes on to where it was meant to lead: its # was
// written in another way (as in team-links.js), or what stands before that in capitals or with a full stop or bracket behind it. No page of
// this site has such a name.

{
  const { src } = /** @type {HTMLScriptElement} */ (document.currentScript)
  const root = new URL('../../', src).pathname
  const [address = '', code] = location.href.split(/(?:%(?:25)*23|&(?:num|#35|#x23);)a(?:=|%(?:25)*3d|&(?:equals|#61|#x3d);)(?:3d)?/i)
  const { origin, pathname, search, hash } = new URL(address)
  const path = decoded(pathname.slice(root.length))
  const meant = path.toLowerCase().replace(/[^a-z0-9/]+$/, '')
  if (code || meant !== path) location.replace(origin + root + meant + search + (code ? `#a=${code}` : hash))

  /** @param {string} text */
  function decoded(text) {
    try {
      return decodeURIComponent(text)
    } catch {
      return text
    }
  }
}
