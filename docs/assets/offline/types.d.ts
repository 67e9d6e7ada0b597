// What the pages and the service worker tell each other, and what the build tells the worker.

declare namespace Offline {
  /** What every page needs; what assessing needs; every page there is. */
  type Group = 'shell' | 'assess' | 'pages'

  /** `hash` is the beginning of a SHA-256 in base64, `size` what about travels, in bytes. */
  type Listed = [address: string, hash: string, size: number]

  type Site = { build: string; groups: Record<Group, Listed[]> }

  type Asked =
    | { kind: 'keep'; addresses: string[]; groups: Group[] }
    | { kind: 'look'; groups: Group[] }
    | { kind: 'remove' }

  /** `left` is what is not kept of what was asked for, in bytes; `full` whether there was no room for it. */
  type Outcome = { left: number; full: boolean }
}
