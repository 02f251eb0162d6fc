//! Every limit on what untrusted input may ask of this program, in one place.
//!
//! Lengths are in bytes unless their name says otherwise. An input beyond a limit is refused with an
//! error of its own; none of the limits can be reached by a file that S2low or Hélios would take.

/// Longest tag, comment or processing instruction, from `<` to `>`.
pub const MARKUP_BYTES: usize = 1 << 20;
/// Longest entity or character reference, from `&` to `;`.
pub const REFERENCE_BYTES: usize = 1 << 10;
/// Deepest nesting of elements (libxml2's own default).
pub const DEPTH: usize = 256;
/// Longest start tags of all open elements together: what is inherited from them has to be held.
pub const OPEN_TAGS_BYTES: usize = 4 << 20;
/// Most attributes on one tag, namespace declarations included. Each is compared with each.
pub const ATTRIBUTES: usize = 256;
/// Most namespace bindings in scope at once. Each name may be looked up among all.
pub const NAMESPACES: usize = 256;

/// Most files on the page at once, and most of a folder that are looked at.
pub const FILES: usize = 200;
/// Most bordereaux in one flux.
pub const BORDEREAUX: usize = 20_000;
/// Most headers of dépense and recette in one flux; the schema has one of each.
pub const DOMAIN_HEADERS: usize = 64;
/// Most pieces of one flux kept to be shown; the others are counted.
pub const PIECES_KEPT: usize = 5_000;
/// Most attachments of one flux kept to be shown, and most references to attachments compared with them.
pub const ATTACHMENTS_KEPT: usize = 10_000;
/// Most answers of an acknowledgement kept to be shown; the others are counted.
pub const ANSWERS_KEPT: usize = 5_000;
/// Most lines of one piece, and third parties of one line, read again to be shown.
pub const LINES_KEPT: usize = 500;
/// Most bytes of one piece read again to be shown.
pub const PIECE_BYTES: u64 = 4 << 20;
/// Most bytes that an attachment may be unpacked to, twice the largest file that S2low takes.
pub const UNPACKED_BYTES: u64 = 256 << 20;
/// Most values kept of a marché or an invoice, or of what stands around them.
pub const PART_VALUES: usize = 4096;
/// Longest text kept of a piece or a bordereau, and of what is told of a namespace.
pub const SHORT_TEXT_BYTES: usize = 256;
/// Longest `Id` of an element to be signed.
pub const ID_BYTES: usize = 1 << 10;
/// Most attachment names kept of a piece.
pub const PIECE_ATTACHMENTS: usize = 8;
/// Longest value kept from a PES field; the schema's longest is 1024 characters.
pub const FIELD_BYTES: usize = 4 << 10;
/// Most findings reported of one kind; more are counted, not kept.
pub const FINDINGS_PER_CODE: u64 = 20;
/// Most Ids remembered because an element to be signed, or a new signature, could have the same.
pub const REMEMBERED_IDS: usize = 40_000;

/// Most Ids kept of elements that are called as those that are signed are, and stand elsewhere; longer ones than
/// [`ID_BYTES`] are not.
pub const STRAY_IDS: usize = 1_000;
/// Most signatures examined in one file.
pub const SIGNATURES: usize = 5_000;
/// Most that is kept of all signatures of a file, their certificates left out.
pub const SIGNATURES_BYTES: usize = 8 << 20;
/// Most different certificates kept of one file.
pub const SIGNERS: usize = 64;
/// Most that is kept of all `SignedInfo` of a file, in canonical form.
pub const SIGNED_INFOS_BYTES: usize = 8 << 20;
/// Most signatures nested in one another.
pub const NESTED_SIGNATURES: usize = 4;
/// Most digests computed at the same time while signatures are checked, and most references to one element.
pub const RUNNING_DIGESTS: usize = 16;
/// Longest `ds:Signature` element read by the verifier, in characters of content and attributes.
pub const SIGNATURE_BYTES: usize = 1 << 20;
/// Most references in one `SignedInfo`.
pub const REFERENCES: usize = 16;
/// Most transforms in one reference.
pub const TRANSFORMS: usize = 8;

/// Longest PKCS#12 container.
pub const PKCS12_BYTES: usize = 1 << 20;
/// Deepest nesting of a PKCS#12 container's encoding.
pub const BER_DEPTH: usize = 64;
/// Deepest nesting of bags in a PKCS#12 container.
pub const PKCS12_NESTING: usize = 8;
/// Most parts of a PKCS#12 container, and most bags in all of them.
pub const PKCS12_BAGS: usize = 256;
/// Most certificates with their key in one PKCS#12 container.
pub const PKCS12_IDENTITIES: usize = 16;
/// Most rounds of one key derivation. Programs ask for 600 000 at the most.
pub const PKCS12_ROUNDS: u32 = 5_000_000;
/// Most rounds of all key derivations of a container together: each of its parts has one or two.
pub const PKCS12_ALL_ROUNDS: u64 = 40_000_000;
/// Longest key derived of a password.
pub const PKCS12_KEY_BYTES: usize = 128;
/// Shortest key of a PBMAC1 check value (RFC 9579 §6).
pub const PBMAC1_MIN_KEY_BYTES: usize = 20;
/// Longest certificate.
pub const CERTIFICATE_BYTES: usize = 64 << 10;
/// Longest serial number of a certificate; RFC 5280 §4.1.2.2 allows 20. Writing one in decimal takes its square.
pub const SERIAL_BYTES: usize = 64;
/// Shortest RSA modulus accepted for signing, in bits.
pub const RSA_MIN_BITS: usize = 2048;
/// Longest RSA modulus accepted, in bits.
pub const RSA_MAX_BITS: usize = 8192;
/// Longest claimed role, city, postal code or country, in characters.
pub const SIGNATORY_CHARS: usize = 200;
/// Longest identifier, description or address of a policy that another page asks for, in characters.
pub const POLICY_CHARS: usize = 500;

/// Longest answer read from S2low.
pub const S2LOW_ANSWER_BYTES: usize = 1 << 20;
