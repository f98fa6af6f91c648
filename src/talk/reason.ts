/** Why a message is where it is, as far as we say so ourselves; all else are the words of a network. By these words a screen says it in the language of whoever reads it. */
export const ownReasons = {
  restored: 'It may have left between the backup and its restore',
  stopped: 'Clamor stopped while it was being sent',
  givenUp: 'given up by a person',
  dear: 'It costs more than the whole budget.',
} as const
