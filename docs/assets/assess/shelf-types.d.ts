// What the scripts of *My assessments* hand to each other. The state and all that is in it are never changed, only replaced.

import type { AssessmentFile, Kinds, Part } from './contract.d.ts'
import type { Aside, Refused, StoredRecord, Text } from './types.d.ts'

export interface Model {
  id: string
  version: string
  name: string
  /** From this page to its questionnaire. */
  questionnaire: string
  /** The ids of its practices, in the order in which they are asked. */
  practices: readonly string[]
  /** Those of them that a quick look asks. */
  quick: readonly string[]
  part: Part
}

/** What of an assessment can be read without its model. */
export interface Card {
  id: string
  /** What the record is to this page; `unknown` where its model is not here. */
  kind: 'ours' | 'older' | 'newer' | 'strange' | 'unknown'
  model: Model | null
  name: string
  /** Who answers and for which group, as far as it is said. */
  unit: string
  /** The day that it is of, year-month-day. */
  day: string
  /** When it was changed last: a day, or empty. */
  changed: string
  given: number
  /** Of so many: in a quick look, of those that it asks. */
  all: number
  quick: boolean
  /** The first question without an answer, by its practice; empty where none is left. */
  open: string
  /** How many answers an earlier round has given and nobody has confirmed. */
  unconfirmed: number
  /** How many notes stand at questions without an answer; no file holds them. */
  notes: number
  assessment: AssessmentFile | null
}

/** What a new assessment starts with. */
export type Fresh = Pick<StoredRecord, 'framework' | 'of' | 'assessment' | 'drafts' | 'reviews' | 'plan' | 'round' | 'unconfirmed'>

/** All that was removed with an assessment, so that it can come back. */
export interface Removed {
  id: string
  framework: string
  value: unknown
  current: boolean
  asides: readonly { key: number; value: unknown }[]
  journals: readonly { key: string; text: string }[]
}

/** A file on its way in. `model` is the place of the one by which it is read. */
export interface Item {
  id: number
  name: string
  text: string | null
  model: number
}

export interface State {
  models: readonly Model[]
  /** Null until it is known what is kept. */
  records: readonly unknown[] | null
  /** Why nothing can be listed, or kept: the browser refuses it, or what is stored is of a newer version of this page. */
  trouble: 'refused' | 'outdated' | null
  renaming: string | null
  /** One is being begun, and its page comes in a moment; a second click begins no other. */
  leaving: boolean
  removed: Removed | null
  items: readonly Item[]
  refusals: readonly { id: number; text: Text; list: readonly string[]; more: number }[]
  serial: number
  scorer: { percent: number; failed: Refused['kind'] | null }
  /** What happened last, for a screen reader and for the eye. */
  told: Text | null
}

export type Event =
  | { type: 'listed'; records: readonly unknown[] }
  | { type: 'unlisted'; why: 'refused' | 'outdated' }
  | { type: 'written' }
  | { type: 'unwritten' }
  | { type: 'start'; model: string; name: string; place: string }
  | { type: 'made'; id: string; model: string; place: string | null }
  | { type: 'copy'; id: string; name: string }
  | { type: 'round'; id: string }
  | { type: 'rename'; id: string | null }
  | { type: 'named'; id: string; name: string }
  | { type: 'download'; id: string }
  | { type: 'delete'; id: string }
  | { type: 'deleted'; removed: Removed }
  | { type: 'bring-back' }
  | { type: 'files'; files: readonly { name: string; file: Blob }[] }
  | { type: 'file-read'; id: number; text: string }
  | { type: 'file-unread'; id: number; reason: 'large' | 'unread' }
  | { type: 'answered'; id: number; kind: 'collect'; value: Kinds['collect']['value'] }
  | { type: 'unanswered'; id: number; kind: 'collect'; error: Refused }
  | { type: 'scorer-progress'; percent: number }
  | { type: 'try-again' }
  | { type: 'dismiss'; id: number }

/** `place` is where the page of what is made is to open, without the #; null to stay here. */
export type Effect =
  | { type: 'list' }
  | { type: 'create'; fresh: Fresh; aside: readonly Aside[]; place: string | null }
  | { type: 'rename'; id: string; name: string }
  | { type: 'remove'; id: string; framework: string }
  | { type: 'restore'; removed: Removed }
  | { type: 'go'; address: string }
  | { type: 'read-file'; id: number; file: Blob }
  | { type: 'download'; name: string; value: unknown }
  | { type: 'ask'; id: number; kind: 'collect'; model: Model; payload: { text: string } }
