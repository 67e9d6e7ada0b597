// The share codes in what was pasted: links, bare codes, or a whole mail around them. Programs for mail and chat put brackets and
// full stops beside a link, write # in another way, or cut it; whether what is left is a whole code the scorer says.

/** What stands before a code in a link, also as programs write it: with %, as entities of HTML, in quoted-printable. */
export const CODE_MARK = '(?:#|%(?:25)*23|&(?:num|#35|#x23);)a(?:=|%(?:25)*3d|&(?:equals|#61|#x3d);)(?:3d)?'

const LINKED = new RegExp(`${CODE_MARK}([0-9A-Za-z.-]*)`, 'i')
const BARE = /^([1-9]\.[a-z0-9-]+\.[0-9A-Za-z.-]*)/

/**
 * Each once, in their order.
 * @param {string} text
 */
export function codesIn(text) {
  const found = text.split(/[\s<>"'()[\]]+/).flatMap((word) => {
    // A link that is cut right at its start is told as one, too.
    const [, code] = LINKED.exec(word) ?? BARE.exec(word) ?? []
    return code === undefined ? [] : [code.replace(/[.-]+$/, '')]
  })
  return [...new Set(found)]
}
