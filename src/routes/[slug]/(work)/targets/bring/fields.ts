/** What a column of a list of targets can be, in the order in which one looks for it. */
export const targetFields = ['name', 'institution', 'office', 'kind', 'asked', 'handles', 'side', 'email', 'phone'] as const
