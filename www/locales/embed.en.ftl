### What the element and the dialogue say that other pages embed: www/embed.

## The element and the functions

embed-file = PES file
embed-sign = Sign
embed-error = This cannot be done like that
embed-unnamed = This file
embed-container = This certificate
embed-certificate-other = Open a certificate file
embed-bordereaux-more = { $count ->
    [one] { $count } other bordereau is not shown.
   *[other] { $count } other bordereaux are not shown.
}
embed-blob = What is to be read is neither a file nor a Blob.
    .fix = Give a File or a Blob.
embed-bytes = “{ $name }” is neither an ArrayBuffer nor a Uint8Array.
    .fix = Give the bytes of the file, for instance new Uint8Array(await file.arrayBuffer()).
embed-option = The option “{ $name }” cannot be “{ $value }”.
    .fix = See in pes-signer.d.ts which values it takes.
embed-login = This S2low login cannot be transmitted: it is empty, holds a colon, or cannot be written in the encoding asked for.
    .fix = Give the login and the password of the S2low account.
embed-cancelled = The upload was cancelled.
    .fix = See in S2low whether the file is there before you try again.

## In LiberSign’s place

libersign-choose = Signing certificate
libersign-sign = Signature of the PES
libersign-use = Use this certificate
libersign-button = Sign…
libersign-signed = It is signed. On its way to the server…
libersign-cancelled = Nothing was signed.
libersign-reading = Reading the file…
libersign-signing = Signing…
libersign-ready = Ready to be signed.
libersign-blocked = This file cannot be signed here.
libersign-signatory = Role and place in the signature: { $role }, { $city } ({ $postal-code }).
libersign-seen = What is signed is this file indeed: it was read again, and its digests are those that the page asks to be signed.
libersign-not-seen = The content of this file was not seen here.
    .why = The page that asks for the signature gave nothing but digests. Sign only if you know which file it is: look at it first in your application.
libersign-elements = { $count ->
    [one] One signature is asked for, of the element:
   *[other] { $count } signatures are asked for, of the elements:
}
LIB-001 = The page asks for a signature in the format “{ $value }”, which is not that of a PES.
    .fix = This signer signs PES flux only. For an acte, use the tool that your application provides.
LIB-002 = The page does not give one digest for each identifier to be signed.
    .fix = Reload the page. If it happens again, tell the person who runs the application.
LIB-003 = The identifier “{ $value }” cannot be that of an element to be signed, or is asked for twice.
    .fix = Generate the flux again in your accounting software, then import it.
LIB-004 = The digest of “{ $value }” is no SHA-256 digest.
    .fix = Hélios has refused others since September 2018. Tell the person who runs the application: its signature format has to be updated.
LIB-005 = The page asks to sign under the policy { $value }, whose digest is no SHA-256 digest.
    .fix = The treasury admits no policy but 1.2.250.1.131.1.5.18.21.1.7 any more. Tell the person who runs the application.
LIB-006 = The digest that the page asks to be signed for “{ $value }” is not that of the file.
    .fix = Do not sign. Reload the page; if it happens again, import the file anew and tell the person who runs the application.
LIB-007 = The file has nothing to be signed under the identifier “{ $value }”, which the page asks to be signed.
    .fix = Do not sign. Reload the page; if it happens again, import the file anew and tell the person who runs the application.
LIB-008 = The file contains “{ $value }”, which the page does not ask to be signed.
    .fix = All bordereaux of a flux are to be signed. Reload the page; if it happens again, import the file anew.
LIB-009 = The authority of this certificate, “{ $value }”, has characters in its name that S2low cannot put into the file, letters with accents for instance: it would break the signature, then refuse it.
    .fix = Download the file, sign it with the page of PES Signer, then import it signed. Or open a certificate of another authority.
LIB-010 = The bordereaux are not in the order in which S2low counts them: it would put the signature of “{ $value }” into another, then refuse it.
    .fix = Download the file, sign it with the page of PES Signer, then import it signed.
