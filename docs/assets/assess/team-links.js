// The share codes in what was pasted: links, bare codes, or a whole mail around them. Programs for mail and chat put brackets and
// full stops beside a link, write # in another way, or cut it; whether what is left is a whole code the scorer says.

/** What stands before a code in a link, also as programs write it: with %, as entities of HTML, in quoted-printable. */
export const CODE_MARK = '(?:#|%(?:25)*23|&(?:num|#35|#x23);)a(?:=|%(?:25)*3d|&(?:equals|#61|#x3d);)(?:3d)?'

const BARE = '[1-9]\\.[a-z0-9-]+\\.'
const RUN = '[0-9A-Za-z.-]'
// What may be the rest of a link that a program has broken: a line of one word that begins no code itself.
const REST = `=?[ \\t]*\\r?\\n[ \\t>|]*(?!${BARE})${RUN}+(?==?[ \\t]*(?:[\\r\\n<>"')\\]]|$))`
// A link that is cut right at its start is one, too.
const CODE = new RegExp(`(?:${CODE_MARK}|(?<![^\\s<>"'()[\\]])(?=${BARE}))(${RUN}*(?:${REST}){0,12})`, 'gi')

/**
 * Each once, in their order. Lines behind a code that may be the rest of it come with it; the scorer finds where it ends.
 * @param {string} text
 */
export function codesIn(text) {
  const found = Array.from(text.matchAll(CODE), ([, code]) => (code ?? '').split(/=?\s*\r?\n[ \t>|]*/).join('\n').replace(/[.-]+$/, ''))
  return [...new Set(found)]
}
