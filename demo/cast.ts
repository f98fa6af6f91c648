import type { Language } from './places.ts'

/** One named person of the example. Passwords and tokens are made by whoever sets the example up, never written here. */
export interface CastMember {
  key: string
  name: string
  email: string
  role: 'owner' | 'coordinator' | 'volunteer' | 'observer'
  /** What they read and write; the first is the language of their screens. */
  languages: Language[]
  about: string
}

/** The people of the example campaign, also those of the browser tests and of the pictures in the documents. */
export const cast: CastMember[] = [
  {
    key: 'amparo', name: 'Amparo Quiroga Lins', email: 'amparo@example.org', role: 'owner', languages: ['es', 'en', 'fr'],
    about: 'Runs the Open Ledger Forum, which started the campaign and signs the letters to the institutions.',
  },
  {
    key: 'edwin', name: 'Edwin Tarrow', email: 'edwin@example.org', role: 'coordinator', languages: ['en', 'es'],
    about: 'Plans the shifts, writes the wordings, settles what two volunteers see differently.',
  },
  {
    key: 'lucia', name: 'Lucía Ferrán', email: 'lucia@example.org', role: 'volunteer', languages: ['es', 'en'],
    about: 'Law student at the University of Candela; typed in half of the paper wall.',
  },
  {
    key: 'samir', name: 'Samir Benhadj', email: 'samir@example.org', role: 'volunteer', languages: ['ar', 'fr', 'en'],
    about: 'Teaches in Bab Errih; reads what arrives in Arabic and French.',
  },
  {
    key: 'maelle', name: 'Maëlle Corvain', email: 'maelle@example.org', role: 'volunteer', languages: ['fr', 'en', 'es'],
    about: 'Retired radio host of Port-Embrune; answers the campaign telephone in the mornings.',
  },
  {
    key: 'ines', name: 'Inés Oddone', email: 'ines@example.org', role: 'observer', languages: ['es', 'en'],
    about: 'Journalist of a local weekly; sees figures and what is published, nothing else.',
  },
]
