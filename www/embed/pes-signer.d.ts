/** Where something stands in a file; what is not known is null. */
export interface Place {
  element: string | null;
  line: number | null;
  column: number | null;
  /** In bytes, from 0. */
  offset: number | null;
}

/** What every function here throws. It never holds a password or a key. */
export class PesSignerError extends Error {
  readonly name: "PesSignerError";
  /** A stable code such as `PES-012` or `P12-001`, or the name of a message such as `network-timeout`. */
  readonly code: string;
  /** What to do now, in the language of {@link setLanguage}. */
  readonly fix: string;
  readonly place: Place | null;
  /** What the browser or S2low said. */
  readonly detail: string | null;
  /** Of {@link send}: S2low may have the file all the same. */
  readonly inDoubt: boolean;
}

export type Severity = "blocking" | "refused" | "attention";

export interface Finding {
  code: string;
  severity: Severity;
  message: string;
  fix: string;
  value: string | null;
  place: Place | null;
  /** Whether `repair` puts it right. */
  repairable: boolean;
}

export interface Piece {
  number: string | null;
  object: string | null;
  party: string | null;
  /** In euros, as the PES writes it: `"1234.50"`. */
  total: string;
  attachments: string[];
}

export interface Bordereau {
  domain: "depense" | "recette";
  id: string | null;
  number: string | null;
  year: string | null;
  date: string | null;
  type: string | null;
  pieces: number;
  total: string | null;
  /** The sum of its lines. */
  computedTotal: string;
  signed: boolean;
  /** The pieces, as far as they are kept: 5 000 of a flux. */
  listed: Piece[];
}

export interface Total {
  bordereaux: number;
  total: string;
}

export interface Inspection {
  kind: "aller" | "acquit" | "retour" | "acquit-retour" | "other";
  nomFic: string | null;
  date: string | null;
  idPost: string | null;
  idColl: string | null;
  codCol: string | null;
  codBud: string | null;
  libelle: string | null;
  encoding: string;
  size: number;
  bordereaux: Bordereau[];
  totals: { depense: Total; recette: Total };
  attachments: number;
  signatures: number;
  findings: Finding[];
  repairable: boolean;
  /** What {@link sign} would sign, with SHA-256 of each canonical form in hexadecimal digits; null if something blocks. */
  toSign: { scope: "bordereaux" | "file"; ids: string[]; digests: string[] } | null;
}

/** A number from 0 to 1. */
export type Progress = (part: number) => void;

export type Scope = "auto" | "bordereaux" | "file";

export interface InspectOptions {
  scope?: Scope;
  onProgress?: Progress;
}

/** A certificate and its private key, which the browser holds and nobody can read. */
export class Identity {
  private constructor();
  /** The holder's name. */
  readonly name: string;
  readonly subject: string;
  readonly issuer: string;
  /** SHA-256 of the certificate, in hexadecimal digits. */
  readonly fingerprint: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** The certificate, DER. */
  readonly certificate: Uint8Array;
  /** What there is to be said of it now. */
  readonly findings: Pick<Finding, "code" | "severity" | "message" | "fix">[];
  /** Lets it go before the garbage collector does. */
  free(): void;
}

export interface Policy {
  identifier?: string;
  description?: string;
  /** SHA-256 of the policy document, in base64. */
  digest?: string;
  uri?: string;
}

export interface SignOptions {
  /** The capacity in which is signed, such as `Maire`. */
  role: string;
  city: string;
  postalCode: string;
  /** `France` if absent. */
  country?: string;
  scope?: Scope;
  profile?: "default" | "xades-1.2.2";
  policy?: Policy;
  /** The signing time; now if absent. */
  at?: Date;
  /** Puts right first what can be put right. */
  repair?: boolean;
  /** Of the reading, which takes the time. */
  onProgress?: Progress;
}

export interface VerifyOptions {
  policy?: Policy;
  /** Certificates of authorities, PEM or DER, that signers' certificates have to lead to. */
  authorities?: Blob | Uint8Array | ArrayBuffer;
  onProgress?: Progress;
}

export interface Signature {
  id: string | null;
  covers: "file" | "bordereau" | null;
  /** The Id of what it signs. */
  target: string;
  intact: boolean;
  signer: string | null;
  issuer: string | null;
  authority: string;
  signingTime: Date | null;
  algorithm: string | null;
  role: string | null;
  city: string | null;
  postalCode: string | null;
  country: string | null;
}

export interface Verification {
  verdict: "valid" | "invalid" | "unsigned";
  signatures: Signature[];
  /** Ids, or else numbers, of bordereaux that no intact signature covers. */
  uncovered: string[];
  findings: Finding[];
}

export interface SendOptions {
  /** What S2low's addresses begin with; the page's own origin if absent. */
  base?: string;
  /** The name of the file; that of the `File` if absent. */
  name?: string;
  /** For a connection certificate that several accounts share. */
  login?: string;
  password?: string;
  /** Sends login and password in ISO-8859-1. */
  latin1Login?: boolean;
  signal?: AbortSignal;
  /** Of the upload. */
  onProgress?: Progress;
}

export interface Sent {
  /** The number of the transaction; null where S2low does not tell it. */
  transaction: number | null;
  /** S2low had the very same file already. */
  duplicate: boolean;
}

/** Reads a flux once, in constant memory: what it says, what speaks against it, what would be signed. */
export function inspect(file: Blob, options?: InspectOptions): Promise<Inspection>;

/**
 * Opens a PKCS#12 container: at least one identity, those valid now first. The copies made here of bytes and password are
 * wiped; those of the caller are the caller's.
 */
export function openPkcs12(bytes: Uint8Array | ArrayBuffer, password: string): Promise<[Identity, ...Identity[]]>;

/** The certificates that this browser keeps at this origin. */
export function identities(): Promise<Identity[]>;

/** Signs a flux: the same bytes with signatures put in, verified from its bytes before it is returned. */
export function sign(file: Blob, identity: Identity, options: SignOptions): Promise<Blob>;

/** Verifies the signatures of a flux, read from its bytes. */
export function verify(file: Blob, options?: VerifyOptions): Promise<Verification>;

/** Verifies a signed flux, then posts it to S2low, once. */
export function send(file: Blob, options?: SendOptions): Promise<Sent>;

/** Sets the language of messages, `fr` or `en`; until then it is the document's. */
export function setLanguage(tag: string): Promise<void>;

export interface PesSignerElementEventMap {
  signed: CustomEvent<{ file: File }>;
  sent: CustomEvent<Sent>;
  error: CustomEvent<PesSignerError>;
}

/**
 * `<pes-signer>`: a file, what it says, who signs, the signed file. Attributes, read when it is connected: `lang`,
 * `signer-role`, `city`, `postal-code`, `country`, `profile`, `send` (offers to send), `s2low` (what S2low's addresses
 * begin with).
 */
export interface PesSignerElement extends HTMLElement {
  /** Reads a file that the page has, as if it had been chosen. */
  open(file: Blob): void;
  addEventListener<K extends keyof PesSignerElementEventMap>(
    type: K,
    listener: (event: PesSignerElementEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "pes-signer": PesSignerElement;
  }
}
