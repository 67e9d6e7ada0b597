// The share codes in what was pasted: links, bare codes, or a whole mail around them. Programs for mail and chat put brackets and
// full stops beside a link, write # in another way, or cut it; whether what is left is a whole code the scorer says.

const LINKED = /#a=([0-9A-Za-z.-]*)/
const BARE = /^([1-9]\.[a-z0-9-]+\.[0-9A-Za-z.-]*)/

/**
 * Each once, in their order.
 * @param {string} text
 */
export function codesIn(text) {
  const found = text.split(/[\s<>"'()[\]]+/).flatMap((word) => {
    const plain = word.replace(/%23a(=|%3D)/i, '#a=')
    // A link that is cut right at its start is told as one, too.
    const [, code] = LINKED.exec(plain) ?? BARE.exec(plain) ?? []
    return code === undefined ? [] : [code.replace(/[.-]+$/, '')]
  })
  return [...new Set(found)]
}
