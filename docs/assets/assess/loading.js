// Fetches files of the site, and makes sure that each is as the build made it. A browser keeps what it was once sent, be it
// cut, altered or of a wrong type; so what does not come as it should is fetched a second time, past the browser's cache.

/** @import { Part } from './contract.d.ts' */

const JAVASCRIPT = /\b(java|ecma)script\b/

export class LoadError extends Error {
  /**
   * @param {'load' | 'altered'} kind it did not come, or not as it was made
   * @param {string} message
   */
  constructor(kind, message) {
    super(message)
    this.kind = kind
  }
}

/**
 * The content of a file. Rejects with a LoadError.
 *
 * A script (`script`) is to be imported by its address afterwards, from the browser's cache, which this fills: nothing else can
 * run it under the page's policy. Hence its type has to be right too.
 * @param {Part} part
 * @param {{ script?: boolean, fresh?: boolean, came?: (bytes: number) => void, beside?: (response: Response) => void }} [how] `fresh`:
 *   past the cache from the first; `came` is told how many bytes have come, a number below zero where they have to come again;
 *   `beside` is given each response, to read it as it comes
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function load(part, how = {}) {
  if (how.fresh) return fetched(part, 'reload', how)
  return fetched(part, 'default', how).catch(() => fetched(part, 'reload', how))
}

/**
 * @param {Part} part
 * @param {RequestCache} cache
 * @param {NonNullable<Parameters<typeof load>[1]>} how
 */
async function fetched({ address, size, sha256 }, cache, { script = false, came = () => {}, beside = () => {} }) {
  const abort = new AbortController()
  const bytes = new Uint8Array(size)
  let at = 0
  try {
    const response = await fetch(address, { cache, signal: abort.signal })
    const type = response.headers.get('Content-Type') ?? ''
    if (!response.ok) throw new LoadError('load', `${response.status} for ${address}`)
    if (script && !JAVASCRIPT.test(type)) throw new LoadError('altered', `type '${type}' for ${address}`)
    beside(response.clone())
    const reader = /** @type {ReadableStream<Uint8Array>} */ (response.body).getReader()
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      if (at + next.value.length > size) throw new LoadError('altered', `more than ${size} bytes for ${address}`)
      bytes.set(next.value, at)
      at += next.value.length
      came(next.value.length)
    }
    if (at < size) throw new LoadError('altered', `${at} of ${size} bytes for ${address}`)
    if (!(await matches(bytes, sha256))) throw new LoadError('altered', `other bytes for ${address}`)
    return bytes
  } catch (error) {
    abort.abort()
    came(-at)
    throw error instanceof LoadError ? error : new LoadError('load', `${error instanceof Error ? error.message : error} for ${address}`)
  }
}

/**
 * The text of a file whose address leads from the site's root.
 * @param {Part} part
 * @param {string} site from the page to the site's root
 */
export async function textAt(part, site) {
  const address = new URL(part.address, new URL(site, location.href)).href
  return new TextDecoder().decode(await load({ ...part, address }))
}

// Browsers give hashes to pages that came by https or from the same machine only. On others the size has to do.
/**
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} sha256
 */
async function matches(bytes, sha256) {
  if (!globalThis.crypto?.subtle) return true
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('') === sha256
}

/**
 * Why the scorer did not start, from what was thrown on the way.
 * @param {unknown} error
 * @returns {'load' | 'altered' | 'wasm' | 'memory' | 'start'}
 */
export function causeOf(error) {
  if (error instanceof LoadError) return error.kind
  if (error instanceof RangeError || /\bmemory\b|\bOOM\b/i.test(String(error))) return 'memory'
  // The code itself has been checked, so it is the browser, or what governs it, that refuses it.
  return error instanceof WebAssembly.CompileError ? 'wasm' : 'start'
}
