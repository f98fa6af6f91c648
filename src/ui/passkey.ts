/**
 * Passkeys: the browser asks its person for a finger, a face or a number, and signs what the house wants signed. Without a script there are
 * none, and password and code do.
 */
export type PasskeyOutcome = 'done' | 'cancelled' | 'sign-in-anew' | 'failed'

export function knowsPasskeys(): boolean {
  return isSecureContext && typeof PublicKeyCredential !== 'undefined' && navigator.credentials !== undefined
}

/** Makes one on this device, or on the key that is put into it. */
export function addPasskey(): Promise<PasskeyOutcome> {
  return ceremony('generate-register-options', 'verify-registration', async (options) => {
    const made = (await navigator.credentials.create({
      publicKey: { ...options, challenge: bytesOf(options.challenge), user: { ...options.user, id: bytesOf(options.user.id) }, excludeCredentials: known(options.excludeCredentials) },
    })) as PublicKeyCredential | null
    if (!made) return undefined
    const response = made.response as AuthenticatorAttestationResponse
    return { ...plain(made), response: { ...textsOf(response, ['clientDataJSON', 'attestationObject']), transports: response.getTransports?.() ?? [] } }
  })
}

/** Whoever has one here is asked which, and is in. */
export function signInByPasskey(): Promise<PasskeyOutcome> {
  return ceremony('generate-authenticate-options', 'verify-authentication', async (options) => {
    const shown = (await navigator.credentials.get({
      publicKey: { ...options, challenge: bytesOf(options.challenge), allowCredentials: known(options.allowCredentials), userVerification: 'required' },
    })) as PublicKeyCredential | null
    return shown ? { ...plain(shown), response: textsOf(shown.response, ['clientDataJSON', 'authenticatorData', 'signature', 'userHandle']) } : undefined
  })
}

async function ceremony(begin: string, end: string, ask: (options: any) => Promise<object | undefined>): Promise<PasskeyOutcome> {
  try {
    const begun = await fetch(`/api/auth/passkey/${begin}`)
    if (!begun.ok) return outcomeOf(begun)
    const response = await ask(await begun.json())
    if (!response) return 'cancelled'
    return outcomeOf(await fetch(`/api/auth/passkey/${end}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ response }) }))
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'cancelled' : 'failed'
  }
}

async function outcomeOf(answer: Response): Promise<PasskeyOutcome> {
  if (answer.ok) return 'done'
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string }
  return code === 'sign-in-anew' ? code : 'failed'
}

function plain(credential: PublicKeyCredential) {
  return {
    id: credential.id, rawId: credential.id, type: credential.type, authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
  }
}

const known = (credentials: { id: string }[] | undefined) => credentials?.map((one) => ({ ...one, id: bytesOf(one.id) })) as PublicKeyCredentialDescriptor[] | undefined

function textsOf(response: AuthenticatorResponse, names: string[]): Record<string, string> {
  const parts = names.flatMap((name) => {
    const part = (response as unknown as Record<string, ArrayBuffer | null>)[name]
    return part ? [[name, textOf(part)] as const] : []
  })
  return Object.fromEntries(parts)
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0))
}

function textOf(bytes: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
