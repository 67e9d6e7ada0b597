// What the scripts of a team's page hand to each other. The state and all that is in it are never changed, only replaced.

import type { AssessmentFile, Brought, Kinds, Part, Read, Topic } from './contract.d.ts'
import type { Refused, Text } from './types.d.ts'

export interface Model {
  id: string
  name: string
  /** How many practices it has. */
  practices: number
  part: Part
}

/** What somebody has sent: a file, or a link or code that was pasted. */
export interface Item {
  id: number
  /** The file's name; a link has none. */
  name: string
  /** Null while the browser still reads the file. */
  brought: Brought | null
  /** Whether it still waits for the scorer, or what the scorer made of it. */
  state: 'waiting' | 'taken' | 'foreign' | 'refused'
  /** What it was made for, once that is known. */
  madeFor: { id: string; version: string } | null
  read: Read | null
  refusal: { text: Text; list: readonly string[]; more: number } | null
  /** Taken out again. */
  out: boolean
  /** Which one counts in its place, as the last result has it. */
  twin: { counted: number; copy: boolean } | null
}

/** What the group says of one practice. */
export interface Agreed {
  /** The id of an answer, `dont-know`, `not-applicable`, or empty as long as nothing is agreed on. */
  answer: string
  disputed: boolean
  note: string
}

export interface State {
  models: readonly Model[]
  /** The id of the model that is chosen. */
  model: string
  /** Whether the visitor has chosen it. */
  picked: boolean
  /** From the page to the site's root. */
  site: string
  serial: number
  items: readonly Item[]
  /** Whether those who are there twice count twice. */
  keep: boolean
  /** The one question that the scorer is asked, and the items that it is about. */
  asked: { id: number; items: readonly number[] } | null
  /** Whether the result is to be asked for, since something has changed. */
  stale: boolean
  /** The last result. `people` are those who counted; of fewer than two there is nothing else. */
  result: { html: string | null; shown: number; people: number; answers: readonly { id: string; name: string }[]; topics: readonly Topic[] }
  /** The practice that is talked about, full-screen. */
  talk: string | null
  /** What the group has agreed on, by model and practice (see `keyOf`). */
  agreed: ReadonlyMap<string, Agreed>
  /** Whose answer it is. */
  name: string
  /** Whether something has been agreed on since the last download. */
  unsaved: boolean
  scorer: { percent: number; failed: Refused['kind'] | null }
  /** What happened last, for a screen reader and for the eye. */
  told: Text | null
}

export type Event =
  | { type: 'model'; model: string }
  | { type: 'files'; files: readonly { name: string; file: Blob }[] }
  | { type: 'file-read'; id: number; text: string }
  | { type: 'file-unread'; id: number; reason: 'large' | 'unread' }
  | { type: 'pasted'; text: string }
  | { type: 'out'; item: number; out: boolean }
  | { type: 'forget'; item: number }
  | { type: 'keep'; keep: boolean }
  | { type: 'answered'; id: number; kind: 'collect'; value: Kinds['collect']['value'] }
  | { type: 'answered'; id: number; kind: 'team'; value: Kinds['team']['value'] }
  | { type: 'unanswered'; id: number; kind: 'collect' | 'team'; error: Refused }
  | { type: 'scorer-progress'; percent: number }
  | { type: 'try-again' }
  | { type: 'talk'; practice: string | null }
  | { type: 'turn'; by: 1 | -1 }
  | { type: 'agree'; practice: string; change: Partial<Agreed> }
  | { type: 'agree-alike' }
  | { type: 'named'; name: string }
  | { type: 'download'; disputed: string }

/** In the file that is downloaded, `disputed` says of an answer that it is. A question goes with the text of the model's JSON, which `team-effects.js` fetches. */
export type Effect =
  | { type: 'read-file'; id: number; file: Blob }
  | { type: 'download'; name: string; value: AssessmentFile }
  | { type: 'ask'; id: number; kind: 'collect'; model: Model; payload: Brought }
  | { type: 'ask'; id: number; kind: 'team'; model: Model; payload: { assessments: readonly AssessmentFile[]; keep: boolean; site: string } }
