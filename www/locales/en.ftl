### The page’s words in English. A variable is written { $name }; “.fix” says what to do.
### Amounts, dates and sizes come formatted; $count, $files and $bordereaux are numbers.
### The field’s own French terms (PES, bordereau, mandat, titre, trésorerie) stay: they are what the software shows.

## The page

page-title = Sign and send a PES
page-heading = Sign and send a PES
page-description = Signs a PES flux in the browser and sends it to S2low, with nothing to install.
page-skip = Skip to content
page-language = Language
page-promise = Only the signed file leaves this computer, for S2low. Your key and its password stay here.
page-independent = PES Signer is free software, not a service of the French State.
page-version = Version { $version }
page-licences = Licences
accessibility = Accessibility: not compliant, for want of an audit
accessibility-text = This page is made to be used with a keyboard, with a screen reader, at 400 %, in light and in dark; automatic checks see to it with every version. No RGAA audit has confirmed it yet, hence these words. If something is in your way, tell the person who manages S2low for your body; without an answer, you may turn to the French Defender of Rights.
update-text = A new version of this page is ready. It will be there when you next open the page, or right now: an upload under way is finished first, and chosen files have to be chosen again.
update-now = Update
fault-heading = The page has stopped
fault-text = This is a fault of the program, neither yours nor that of your files. Reload the page: what it kept in this browser, signed files and follow-up, will be there.
fault-reload = Reload the page
fault-copy = Copy the report
fault-copied = The report is copied.
fault-report = Report for whoever helps you
fault-report-help = It says where the program stopped. Nothing of your files, your certificate or your passwords is in it.

## What the page is doing (announced)

status-loading = Loading the signing module…
status-start = Choose a PES file to begin.
status-reading = Reading { $name }…
status-needs-certificate = { $files ->
    [one] The file has been read. Now open the signer’s certificate.
   *[other] The { $files } files have been read. Now open the signer’s certificate.
}
status-needs-file = The certificate of { $name } is open. Now choose a PES file.
status-needs-place = Give the signer’s role and the place of signature.
status-blocked = { $files ->
    [one] One file cannot be signed as it is. What to correct is shown below.
   *[other] { $files } files cannot be signed as they are. What to correct is shown below.
}
status-ready = { $files ->
    [one] The file can be signed
   *[other] { $files } files can be signed
}. Check the contents, the findings and the signer’s name, then sign.
status-ready-signed = The file is already signed. It is ready to go as it is.
status-repaired = { $name } is corrected. The correction will be in the signed file; your original file is not changed.
status-opening-certificate = Opening the certificate…
status-certificate-open = Certificate open: { $name }.
status-certificate-choice = The file is open. Choose the signer.
status-certificate-forgotten = The certificate is forgotten. Nothing of it remains in this page or in this browser.
status-certificate-not-forgotten = The browser could not erase this certificate. Erase the data of this site in the browser’s settings.
status-sealing = Confirm on the computer: PIN, fingerprint or face. It will ask for them at each signature from now on.
status-unsealing = Confirm on the computer that it is you who signs: PIN, fingerprint or face.
status-making-key = Making the key…
status-request-made = The request in the name of { $name } is ready: download it, then hand it to your authority.
status-signing = Signing { $name }…
status-verifying = Verifying { $name }, read again from the start…
status-sending = Sending { $name } to S2low…
status-signed = { $files ->
    [one] The file is signed and verified. You can download it, or send it.
   *[other] The { $files } files are signed and verified. You can download them, or send them.
}
status-offline = { $files ->
    [one] The file is signed and verified. It goes as soon as the network is back.
   *[other] The { $files } files are signed and verified. They go as soon as the network is back.
}
status-sent = { $files ->
    [one] The file is signed and sent to S2low.
   *[other] The { $files } files are signed and sent to S2low.
}
status-not-kept = This browser could not keep { $name }: download the signed file before you close the page.
status-not-erased = This browser could not erase the journal. Erase the data of this site in the browser’s settings.
status-cancelled = Sending is cancelled. The signed file is kept here.
status-verify-reading = Checking { $name }…
status-verify-done = The check of { $name } is finished.
status-language = The page is in English.
status-language-unreachable = The French words could not be loaded. The page stays in English.

## S2low: state of the connection

s2low-connection-unknown = S2low: connecting
s2low-connection-connected = S2low: connected, { $body }
s2low-connection-connected-unnamed = S2low: connected
s2low-connection-signed-out = S2low: not signed in
s2low-connection-unreachable = S2low: no answer
s2low-connection-offline = S2low: no network
s2low-connection-elsewhere = S2low: in another tab
s2low-connection-not-rgs = S2low: { $body }, connection certificate not RGS
s2low-form-heading = Connecting to S2low
s2low-form-why = Several S2low accounts share this browser’s connection certificate. Say which one is yours. Nothing is kept once the page is closed.
s2low-form-name = S2low login
s2low-form-password = S2low password
s2low-form-error = S2low does not know this login with this password. It is not the certificate’s password.
s2low-form-submit = Connect to S2low
s2low-login = Sign in

## 1 Files

files-heading = Files
files-label = PES files
files-help = Drop them here, or choose them on this computer.
files-help-more = To add more, drop them here or choose them.
files-choose = Choose…
files-demonstration = Try with a demonstration file
first-help = Before you send for the first time
first-help-treasury = Tell your treasury before the first try: it has to admit signed fluxes from your body.
first-help-software = In your finance software, tick “Fichier à signer” before generating the flux. Otherwise the treasury would refuse a signed flux.
first-help-certificate = Have the certificate of the ordonnateur who signs at hand: a .p12 or .pfx file, and its password. The DGFiP issues one to every ordonnateur, free of charge (the comptable of your trésorerie tells you where); it serves to sign PES only. Another signing certificate, RGS or eIDAS, will do if it is in a file.
files-none = No file chosen
files-remove = Remove
files-unfold = Details
files-unfold-label = Details of { $name }
files-column-file = File
files-column-totals = Amounts
files-column-state = State
files-remove-label = Remove { $name }
files-budget = Budget { $budget }
files-year = Year { $year }
files-reading-progress = { $percent }%, { $done } of { $total }
files-reading-label = Reading { $name }
files-state-chosen = Waiting to be read
files-state-reading = Being read
files-state-ready = Ready to sign
files-state-attention = Ready to sign, to be checked
files-state-refused = Would be refused
files-state-blocked = Cannot be signed
files-state-signed-already = Already signed, ready to send
files-state-signing = Being signed
files-state-signed = Signed
files-state-sending = Being sent
files-state-sent = Sent
files-attachments = { $count ->
    [0] No attachment
    [one] { $count } attachment
   *[other] { $count } attachments
}
files-error-title = This file cannot be read
files-error-unreadable = { $name } can no longer be read. It was moved, renamed or changed since you chose it.
    .fix = Choose it again. If it is a folder, choose the files inside it instead.
files-error-changed = { $name } has changed since it was read.
    .fix = Choose it again, so that the page reads what you sign.
files-error-empty = { $name } is empty (0 bytes).
    .fix = Generate the flux again in your accounting software, then choose the new file.
files-error-listed = { $name } is already in the list.
    .fix = Nothing to do: the file is read once.
files-error-too-many = { $name } and those after it are not in the list: it has { $limit } files already.
    .fix = Sign these, remove them, then choose the next ones.
files-error-demonstration = The demonstration file could not be downloaded.
    .fix = Check the network connection, then try again.
files-error-not-xml = { $name } is not a PES file: the page expects an XML file made by your accounting software.
    .fix = Look for the file exported by that software; its name usually ends in .xml.
files-error-archive = { $name } is a compressed archive.
    .fix = Open the archive, extract the PES files, then choose them here.

## What a file says

domain-depense = Expenditure (dépense)
domain-recette = Revenue (recette)
domain-marche = Contract (marché)
domain-facture = Invoice
totals-count-depense = { $bordereaux ->
    [one] { $bordereaux } bordereau
   *[other] { $bordereaux } bordereaux
}, { $count ->
    [one] { $count } mandat
   *[other] { $count } mandats
}
totals-count-recette = { $bordereaux ->
    [one] { $bordereaux } bordereau
   *[other] { $bordereaux } bordereaux
}, { $count ->
    [one] { $count } titre
   *[other] { $count } titres
}
amount-excluding-tax = { $amount } before tax
amount-missing = Amount not given
about-summary = File details
about-name = Name of the flux (NomFic)
about-type = Type of flux (TypFic)
about-date = Date of the flux
about-emitter = Emitter
about-software = Software
about-siret = SIRET (IdColl)
about-code = Body’s code (CodCol)
about-budget = Budget’s code (CodBud)
about-office = Accounting office (IdPost)
about-encoding = Encoding
about-size = Size
about-signers = Signed by
about-sha256 = SHA-256 fingerprint
totals-unread = in the file, not detailed here
bordereaux-summary = { $count ->
    [0] No bordereau
    [one] Show the bordereau
   *[other] Show the { $count } bordereaux
}
list-more = Show more ({ $count })
list-not-kept = { $count ->
    [one] One more entry is not shown; it is signed with the others.
   *[other] { $count } more entries are not shown; they are signed with the others.
}
bordereau-title = Bordereau { $number }
bordereau-title-unnumbered = Bordereau without a number
bordereau-type = { $type } · { $date }
bordereau-type-depense-01 = Ordinary expenditure
bordereau-type-depense-02 = Expenditure, cancellation or reduction
bordereau-type-depense-03 = Expenditure, payment orders
bordereau-type-recette-01 = Ordinary revenue
bordereau-type-recette-02 = Revenue, cancellation or reduction
bordereau-type-recette-03 = Revenue, collection orders
bordereau-type-recette-06 = Revenue, collection orders with several creditors
bordereau-type-other = { $domain }, type { $type }
bordereau-date-missing = date not given
bordereau-count-depense = { $count ->
    [one] { $count } mandat
   *[other] { $count } mandats
}
bordereau-count-recette = { $count ->
    [one] { $count } titre
   *[other] { $count } titres
}
bordereau-signed = Already signed
bordereau-id = Identifier in the file
bordereau-id-none = None
bordereau-object = Purpose
bordereau-year = Year
bordereau-cumulative = Total of the year
piece-number-depense = Mandat { $number }
piece-number-recette = Titre { $number }
pieces-not-kept = { $count ->
    [one] One more piece was not kept in memory; it is counted in the total and signed with the others.
   *[other] { $count } more pieces were not kept in memory; they are counted in the total and signed with the others.
}
pieces-read = { $asked ->
    [0] Read them in the file
   *[other] Search them too
}
piece-object-none = No purpose given

## Pieces, lines and attachments

piece-in-bordereau = Bordereau { $number }
piece-line = Line { $number }
piece-imputation = Accounts
piece-tax = VAT
piece-with-tax = Total with tax
piece-payment = Payment
piece-third-party = Third party
piece-account = Account
piece-attachments = Attachments
line-nature = nature { $value }
line-function = function { $value }
line-operation = operation { $value }
piece-unreadable = The piece can no longer be read: the file was moved, renamed or changed since you chose it. Choose it again.
search-label = Find a piece
search-label-bordereau = Find a piece of bordereau { $number }
search-label-file = Find a piece of the file
search-help = Number, object, third party or amount
search-filter = Show
search-filter-all = all pieces
search-filter-with = with an attachment
search-filter-without = without attachment
search-filter-thousand = €1,000 before tax and more
search-filter-ten-thousand = €10,000 before tax and more
search-found = { $count ->
    [0] No piece matches.
    [one] { $count } piece of { $total }
   *[other] { $count } pieces of { $total }
}
search-file = Search all bordereaux
attachment-open = Open
attachment-open-label = Open { $name }
attachment-save = Save
attachment-save-label = Save { $name }
attachment-unnamed = Attachment without a name
attachment-compressed = { $size } compressed
attachment-empty = empty
attachment-absent = not in this file
attachment-on-paper = on paper
attachment-on-disc = on a disc
attachment-error-gone = { $name } can no longer be read: the PES file was moved, renamed or changed.
    .fix = Choose the PES file again.
attachment-error-base64 = { $name } cannot be read: what the PES file holds in its place is no base64.
    .fix = Attach it again in your software, then generate the flux again.
attachment-error-gzip = { $name } cannot be unpacked: its content is damaged.
    .fix = Attach it again in your software, then generate the flux again.
attachment-error-large = { $name } is larger than { $limit } once unpacked: the page stops there.
    .fix = See in your software which document it is.
attachment-error-unsupported = This browser cannot unpack { $name }.
    .fix = Update the browser, or save the attachment: it will be saved compressed (.gz).
attachment-error-not-shown = The browser cannot show { $name }.
    .fix = Save it, then open it with the right software.
attachment-error-no-tab = The browser kept the page from opening a tab.
    .fix = Allow pop-up windows for this address, or save the attachment.
status-attachment-reading = Reading { $name }…
status-attachment-open = { $name } is open in a new tab.
status-attachment-saved = The browser is saving { $name }.

## Repairs

repair-heading = Proposed repair
repair-note = It is made on a copy, which is then read again in full. Your original file is not changed.
repair-make = Make the repair
repair-make-label = Make the repair of { $name }
repair-cancel = Change nothing
repair-done = { $count ->
    [one] Repaired here: { $count } change
   *[other] Repaired here: { $count } changes
}
repair-more = { $count ->
    [one] … and one more change
   *[other] … and { $count } more changes
}
repair-lead = { $count ->
    [one] Beginning of the file: one byte before the XML declaration is removed
   *[other] Beginning of the file: { $count } bytes before the XML declaration are removed
}{ $before-length ->
    [0] {""}
   *[other] {" "}(“{ $before }”)
}
repair-declaration = { $before-length ->
    [0] First line of the file: “{ $after }” is added
   *[other] First line of the file: “{ $before }” becomes “{ $after }”
}
repair-mark = Beginning of the file: the byte order mark is removed
repair-value = Line { $line }, { $element }: “{ $before }” becomes “{ $after }”
repair-element = Line { $line }: the element { $element } is added to this header, with the value “{ $after }”
repair-id = Line { $line }, { $element }: the identifier “{ $after }” is added
repair-encoding = { $count ->
    [0] Whole file: the characters go from { $from } to ISO-8859-1
   *[other] Whole file: the characters go from { $from } to ISO-8859-1; { $count } do not exist there and become references ({ $characters })
}

## Findings and details

severity-blocking = Cannot be signed
severity-refused = Would be refused
severity-attention = To be checked
finding-repair = Correct
finding-repair-label = Correct { $name }
technical-detail = Technical detail
detail-code = Code
detail-element = Element
detail-value = Value
detail-line = Line
detail-byte = Byte
detail-answer = S2low’s answer
detail-http-status = HTTP status
detail-cause = Cause
error-retry = Try again
error-dismiss = Close this message
page-error-title = The page met a problem
page-error-config = The page’s settings (config.json) cannot be read. The usual settings are used.
    .fix = Tell whoever runs S2low.

## 2 Signer

signer-heading = Signer
signer-known-heading = Certificates remembered on this computer
signer-known-used = used on { $date }
signer-known-since = remembered on { $date }
signer-use = Use
signer-use-label = Use the certificate of { $name }
signer-forget = Forget
    .label = Forget this certificate
signer-forget-label = Forget the certificate of { $name }
signer-change = Change
    .label = Change certificate
signer-place-legend = Role and place of signature
signer-role-label = Signer’s role
signer-city-label = City
signer-postal-code-label = Postal code
signer-place-help = These stand in the signature, as the DGFiP’s policy demands.
signer-role-missing = Give the signer’s role, for example Maire.
signer-city-missing = Give the city where the signature is made.
signer-postal-code-missing = Give the postal code of that city.
signer-text-too-long = This text is too long: { $limit } characters at most.
certificate-file-label = Certificate (.p12 or .pfx)
certificate-file-help = The signer’s certificate file. It is neither sent nor changed.
certificate-file-missing = First choose the certificate file; its name ends in .p12 or .pfx.
certificate-password-label = Certificate password
certificate-password-help = The one you chose to protect the certificate when downloading it. It is neither the portal’s password nor the revocation code.
certificate-password-show = Show
    .label = Show the password
certificate-password-hide = Hide
    .label = Hide the password
certificate-keep-label = Remember this certificate on this computer
certificate-keep-help = At the next signature, no file to choose and no password to type. The key stays in this browser: it cannot be copied out of it.
certificate-keep-how = Who may sign with it on this computer?
certificate-keep-sealed = Its holder alone
certificate-keep-sealed-help = The computer asks for their PIN, fingerprint or face at each signature.
certificate-keep-plain = Anybody who uses this session of the computer
certificate-keep-plain-help = For a session that has a password, and that you lock when you leave.
certificate-keep-no-seal = This browser cannot ask for the holder’s PIN or fingerprint. A recent browser on a computer with Windows Hello or Touch ID can.
certificate-open = Open the certificate
certificate-cancel = Keep the current certificate
certificate-help-token = Your certificate is on a USB token or a smart card
certificate-help-token-text = A browser cannot reach the secret key inside it, so this page cannot sign with it. If the authority that issued the certificate allows exporting it to a .p12 file, that file will do. Otherwise the ordonnateur can ask the DGFiP for a free certificate, as a file, made for signing PES. The USB token still serves to sign in to S2low.
certificate-help-none = You cannot find the certificate file
certificate-help-none-text = It is the file that the ordonnateur downloaded when asking for the certificate. Its name ends in .p12 or .pfx. If it is lost, or if its password is forgotten, ask for a new certificate (the comptable of your trésorerie tells you where): the password cannot be recovered.
request-summary = Your authority issues certificates on request (CSR)
request-help = The key is made in this browser and never leaves it. The page prepares the request to hand to the authority; you will add here the certificate that it sends you.
request-name = Given name and surname of the holder
request-name-missing = Give the given name and the surname of the person who will sign.
request-organization = Body
request-organization-missing = Give the body, for instance Commune de Delme.
request-make = Make the key and the request
request-waiting = Request made on { $date }, waiting for the certificate. The key exists in this browser alone.
request-receive = Add the certificate received
request-receive-label = Add the certificate received for { $name }
request-download = Download the request
request-download-label = Download the request of { $name }
request-forget-question = Erase this request and its key? The certificate issued for it could not be used any more.
key-forget-question = Erase this certificate and its key? The key exists in this browser alone: the certificate will be of no more use.
request-error-title = The certificate was not added
request-make-error-title = The request was not made
request-error-no-certificate = { $name } holds no certificate.
    .fix = Choose the file that the authority sent: its name ends in .cer, .crt, .pem or .p7b.
request-error-other-key = The certificate of { $name } was issued for another key than the one of this request.
    .fix = Check that it answers this request, and that the request was made on this computer with this browser.
request-error-not-kept = This browser could not keep the key: private browsing, or not enough room.
    .fix = Start again in an ordinary window.
request-error-browser = This browser could not make the key.
    .fix = Try another browser, at the page’s https address.
certificate-details = Certificate details
certificate-kind-dgfip = DGFiP certificate
    .use = It signs PES and nothing else: it serves neither to sign in to S2low nor to sign actes.
certificate-kind-qualified = Qualified certificate
    .use = It can sign PES and other documents.
certificate-kind-seal = Qualified seal of a body
    .use = It seals the documents of a body; the DGFiP’s policy demands the signature of a person.
certificate-kind-recognised = Certificate issued by { $issuer }, under a European policy (RGS or eIDAS)
    .use = It can sign PES if the trésorerie recognises this authority, and other documents.
certificate-kind-other = Certificate issued by { $issuer }
    .use = Check with your trésorerie that it accepts certificates of this authority.
certificate-kind-self-signed = Trial certificate
    .use = No authority issued it: the trésorerie would refuse it.
certificate-valid-until = valid until { $date }
certificate-issued-by = issued by { $issuer }
certificate-expired-on = expired on { $date }
certificate-other-signer = The last file handled on this computer is signed in the name of { $previous }.
    .fix = Check that { $name } is the ordonnateur today.
certificate-kept = Remembered on this computer: anybody who uses this session can sign with it. “Forget” erases it.
certificate-kept-sealed = Remembered on this computer, which asks for the holder’s PIN, fingerprint or face at each signature. “Forget” erases it.
certificate-not-kept-title = The certificate is open, but not remembered
certificate-not-kept = This browser could not remember it: private browsing, or not enough room.
    .fix = It serves this time. Next time, choose its file again.
certificate-not-sealed = { $cause ->
    [cancelled] The computer was given no PIN, fingerprint or face.
    [unsupported] This computer cannot protect a key with a PIN or a fingerprint.
    [again] The key of this certificate is no longer in memory since another one was chosen.
   *[other] The computer could not protect the key.
}
    .fix = It serves this time. To have it remembered, open it again and confirm on the computer, or choose to remember it without this protection.
certificate-subject = Holder
certificate-surname = Surname
certificate-given-name = Given name
certificate-organization = Organisation
certificate-title = Function
certificate-policies = Policies
certificate-choice = Who signs?
certificate-choice-other = Choose another file
certificate-choice-hint = { $name } contains several certificates. Choose the signer’s; this choice is remembered on this computer.
certificate-choice-detail = issued by { $issuer }, valid until { $date }
certificate-issuer = Issued by
certificate-serial = Serial number
certificate-valid-from = Valid from
certificate-valid-to = Valid until
certificate-key = Key
certificate-usages = Intended uses
certificate-fingerprint = SHA-256 fingerprint

## Certificate: what may prevent opening it

certificate-error-title = The certificate is not open
certificate-error-browser = This browser refused the certificate’s key.
    .fix = Update the browser, or try another one.
certificate-error-insecure-page = The browser allows signing only at a secure address, which begins with https.
    .fix = Open the page by its https address. If you do not know it, ask whoever runs S2low.
sign-error-sealed = { $cause ->
    [cancelled] The computer was not given the holder’s PIN, fingerprint or face. Nothing was signed.
    [unsupported] The computer gives no access to the key of this certificate any more.
   *[other] The computer did not give access to the key of this certificate.
}
    .fix = Try again and confirm on the computer. Should that not work, forget this certificate and open its .p12 or .pfx file again.

## 3 Signature and sending

send-heading = Signature and sending
send-waiting = Waiting for a PES file and for the signer’s certificate.
send-waiting-file = Waiting for a PES file to sign.
send-waiting-signer = Waiting for the signer’s certificate.
send-waiting-place = Waiting for the signer’s role, the city and the postal code.
send-waiting-reading = Waiting for the end of the reading.
send-waiting-blocked = No file can be signed as it is. See the findings in part 1.
send-summary = You sign { $files ->
    [one] { $files } file
   *[other] { $files } files
}, { $bordereaux ->
    [one] { $bordereaux } bordereau
   *[other] { $bordereaux } bordereaux
}{ $sums }, in the name of { $name }, { $role }, in { $city }.
send-batch = File { $done } of { $all }…
batch-error-title = Not every file got through
batch-error = { $good } of { $all } files got through.
    .fix = In the table of files, the line of each of the others says why, and what to do.
send-summary-signed = { $files ->
    [one] This file is already signed. It goes as it is, with no new signature.
   *[other] These { $files } files are already signed. They go as they are, with no new signature.
}
send-summary-signed-too = { $files ->
    [one] { $files } file already signed goes as it is.
   *[other] { $files } files already signed go as they are.
}
send-note-some-blocked = { $files ->
    [one] One file is left aside: it cannot be signed as it is.
   *[other] { $files } files are left aside: they cannot be signed as they are.
}
send-note-signed-out = You are not signed in to S2low. You can sign now and send afterwards.
send-note-unreachable = S2low does not answer. You can sign now and send later.
send-note-offline = There is no network. You can sign now: sending starts once it is back.
sign-and-send = Sign and send
sign-only = Sign without sending
send-signed = Send without a new signature
send-cancel = Cancel
send-cancel-label = Cancel sending { $name }
send-download = Download the signed file
send-now = Send now
step-sign-waiting = To be signed
step-sign-doing = Being signed
step-sign-done = Signed
step-sign-kept = Already signed
step-sign-failed = Not signed
step-verify-waiting = To be verified
step-verify-doing = Verifying, { $percent }%
step-verify-done = Verified
step-verify-failed = Verification failed
step-send-waiting = To be sent
step-send-doing = Being sent
step-send-done = Sent
step-send-failed = Not sent
step-send-unsure = To be checked in S2low
step-send-cancelled = Sending cancelled
step-send-later = Not sent, as asked
step-send-offline = Waiting for the network
send-progress = { $percent }%, { $done } of { $total }
send-progress-remaining = { $percent }%, { $done } of { $total }, { $speed } a second, { $remaining } left
send-progress-answer = All has gone ({ $total }). S2low is storing the file…
send-progress-label = Sending { $name }
duration-seconds = { $count } s
duration-minutes = { $count } min
size-bytes = { $count ->
    [one] { $value } byte
   *[other] { $value } bytes
}
size-kilobytes = { $value } kB
size-megabytes = { $value } MB
size-gigabytes = { $value } GB
outcome-sent = S2low has received the file. Transaction { $transaction }.
    .next = S2low checks it, then passes it on. The trésorerie acknowledges it, usually within the day; the state is shown in part 4.
outcome-signed = The file is signed and verified. It has not been sent.
    .next = Download it and keep it, or send it from here. Whoever sends it can drop it as it is in this page.
outcome-offline = There is no network. The signed file is kept here and goes as soon as it is back.
    .next = Keep this page open. If you close it, you will find the signed file here, to be sent.
send-note-not-rgs = This browser’s connection certificate is not RGS: S2low will refuse what is sent. Reopen the browser and choose your RGS certificate.
send-note-elsewhere = After signing, a button opens S2low in a new tab and hands it the signed file, with your connection certificate.
send-clock-late = This computer’s clock is { $minutes } minutes behind the server’s. The signature carries this time, and the certificate is judged at it: set the clock before you sign.
send-clock-early = This computer’s clock is { $minutes } minutes ahead of the server’s. The signature carries this time, and the certificate is judged at it: set the clock before you sign.
send-deposit = Open S2low and hand it the file
send-confirm = S2low has taken the file
send-forget = Forget this file
step-send-kept = Kept, to be sent
step-send-deposit = To be handed to S2low
step-send-deposited = Handed over, to be confirmed
send-progress-again = The connection failed. Next attempt in { $count } s.
outcome-arrived = S2low does have the file: it received it the first time, and the answer was lost.
    .next = It is not sent twice. Its number and state can be read in S2low, through the link in part 4.
outcome-duplicate = S2low already has this very file: it is not sent a second time.
    .next = Its number and state can be read in S2low, through the link in part 4. To send a new version, generate the flux again in your software.
outcome-known = S2low already has this very file: it is transaction { $transaction }, sent from here.
    .next = It is not sent a second time. Its state is shown in part 4.
outcome-known-flux = This flux was signed and sent from here already, under the name { $name }.
    .next = It is not sent a second time. Its state is shown in part 4. To send a new version, generate the flux again in your software.
outcome-other-unsure = This flux was signed here already, and S2low may have it: how that upload ended is not known.
    .fix = Reload the page and send the signed file that it has kept: S2low will say whether it has it, and will not take it twice.
outcome-cancelled-unsure = Sending was cancelled, but S2low may have received the file already.
    .next = The signed file is kept here. Another attempt will tell whether S2low has it; it would not be taken twice.
outcome-kept = This file was signed on { $date } and is not sent yet. It was kept in this browser.
    .next = Send it, download it, or forget it if it is no longer needed.
outcome-kept-unsure = This file was signed on { $date }. Sending had begun, and S2low’s answer is not known.
    .next = Send it again: if S2low has it already, it will say so and not take it twice.
outcome-deposit = The file is signed and verified. It remains to be handed to S2low.
    .next = The button opens S2low in a new tab and hands it the file, with your connection certificate. There is nothing else to fill in.
outcome-deposited = S2low opens in another tab, with the file.
    .next = If S2low shows there that the transaction was created, come back and say that it has taken the file. If it says “doublon”, it had it already. Otherwise sign in to S2low and start again. The signed file is kept here until then.
outcome-confirmed = S2low has taken the file, as you saw.
    .next = S2low checks it, then passes it on. Its state can be read in S2low, through the link in part 4.
deposit-error = The browser could not open S2low with the file.
    .fix = Download the signed file, then import it in S2low. Allow new tabs for this page if the browser blocks them.
outcome-cancelled = Sending was cancelled before the end. S2low does not have the file.
    .next = The signed file is kept here: you can download it or send it later.

## Signature: what may prevent it

sign-error-title = The file is not signed
sign-error-nothing = There is nothing to sign in { $name }.
    .fix = Check that the flux holds bordereaux of expenditure or revenue.
sign-error-no-file = There is no file to sign.
    .fix = Choose a PES file in part 1.
sign-error-no-signer = No certificate is open.
    .fix = Open the signer’s certificate in part 2.
sign-error-key = The browser could not use the certificate’s key.
    .fix = Press “Change”, then open the certificate file again.
sign-error-self-check = The signed file, read again by the page, is not right. It has not been sent and must not be.
    .fix = Choose the file again and start over. If it happens again, pass the technical detail to whoever runs S2low.
sign-error-memory = This browser lacks room to prepare the signed file.
    .fix = Close other tabs, then try again.

## Sending: what S2low refuses on deposit

send-error-title = The file has not gone
send-unsure-title = To be checked in S2low
s2low-refusal-not-rgs = S2low takes files only over an RGS connection certificate, and this browser’s is not one.
    .fix = Reopen the browser and choose your RGS certificate when connecting. The certificate that signs the PES is not at fault.
s2low-refusal-no-envelope = S2low did not find the file in what was sent. It is probably larger than this server accepts.
    .fix = Generate the flux as several files, or ask whoever runs S2low which size is allowed.
s2low-refusal-upload = S2low did not receive the file well (code { $number }).
    .fix = Try again. If it happens again, pass this code to whoever runs S2low.
s2low-refusal-too-large = The file exceeds the size that S2low accepts ({ $limit }).
    .fix = Generate the flux as several files in your software, or remove attachments.
s2low-refusal-empty = S2low received an empty file.
    .fix = Try again. If it happens again, choose the file again.
s2low-refusal-duplicate = S2low already has this file: exactly the same one was posted before.
    .fix = Look for it below or in S2low first: it may already have been passed on. To send a new version, generate the flux again in your software.
s2low-refusal-storage = S2low could not store the file.
    .fix = Try again in a few minutes. If it happens again, tell whoever runs S2low.
s2low-refusal-module = S2low’s Helios module does not start.
    .fix = Tell whoever runs S2low.
s2low-refusal-authentication = S2low does not recognise you: the account is missing or disabled.
    .fix = Ask your body’s S2low administrator to check your account.
s2low-refusal-denied = Your S2low account may not import a PES file.
    .fix = Ask your body’s S2low administrator for this right: Helios module, permission RW.
s2low-refusal-not-sent = S2low could not take the file.
    .fix = Try again. If it happens again, tell whoever runs S2low.
s2low-refusal-no-certificate = S2low received no connection certificate.
    .fix = Reopen the browser, and choose your certificate when it asks. With a USB token, plug it in first.
s2low-refusal-no-account = No S2low account matches your connection certificate, or the S2low login and password do not go together.
    .fix = Check that you chose the right certificate when connecting, then sign in to S2low again.
s2low-refusal-several-accounts = Several S2low accounts share your connection certificate: S2low does not know which is yours.
    .fix = Sign in to S2low with your login and password, then come back here and try again.
s2low-refusal-unknown = S2low refused the file, with this message: “{ $message }”.
    .fix = If the message is not enough, pass it to whoever runs S2low. The signed file is kept here.

## Sending: the network and the answers

network-unreachable = S2low does not answer. The file has not been sent.
    .fix = Check the network. If S2low asks for a USB token, check that it is plugged in. Then try again.
network-interrupted = The connection broke while sending, at { $percent }%. S2low does not have the whole file.
    .fix = Check the network, then try again.
network-timeout = S2low had not answered after { $seconds } seconds, though the whole file had gone. It may have received it.
    .fix = Look in S2low whether the file is there. If it is not, try again: a second copy would be refused without harm.
network-lost-answer = The connection broke after sending, before the answer. S2low may have received the file.
    .fix = Look in S2low whether the file is there. If it is not, try again: a second copy would be refused without harm.
network-session-lost = Your S2low session has ended, or your account is not recognised. The signed file is kept here.
    .fix = Sign in to S2low in another tab, then come back here and try again.
network-forbidden = S2low refuses access to this address.
    .fix = Check that you are connected with the right certificate, then try again.
network-not-found = S2low is not at the address that this page knows.
    .fix = Tell whoever runs this page: S2low’s address in its settings is to be checked.
network-too-large = The server refuses a file of this size ({ $size }).
    .fix = Generate the flux as several files, or ask whoever runs S2low to allow larger ones.
network-server = S2low has a problem on its side (error { $status }).
    .fix = Try again in a few minutes. The signed file is kept here.
network-http = S2low gave an unexpected answer ({ $status }).
    .fix = Try again. If it happens again, pass the technical detail to whoever runs S2low.
network-portal = It was not S2low that answered, but a page of another service, such as the network’s portal. The signed file is kept here.
    .fix = Open S2low in another tab to see what is asked, then come back here and try again.
network-gateway = The server in front of S2low did not get its answer (error { $status }). S2low may have received the file.
    .fix = Try again in a few minutes: if S2low has it already, it will say so and not take it twice.
network-busy = S2low is not available at the moment (error { $status }).
    .fix = Try again in a few minutes. The signed file is kept here.
network-unreadable-answer = S2low answered something other than what the page expects. The page cannot tell whether the file was received.
    .fix = Look in S2low whether the file is there before trying again.

## 4 Follow-up

follow-heading = Follow-up
follow-waiting = Files sent to S2low are shown here, with their state up to the trésorerie’s acknowledgement.
follow-transaction = transaction { $transaction }
follow-refresh = Refresh
follow-refreshed = Seen at { $time }
follow-open = See in S2low
follow-open-label = See in S2low { $name }
follow-acknowledgement = Acknowledgement
follow-acknowledgement-label = Download the acknowledgement of { $name }
follow-remove = Remove from the list
follow-remove-label = Remove from the list { $name }; S2low keeps it
follow-sent-at = Sent on { $date }
follow-severity-refused = Refused by S2low
follow-error-denied = Your S2low account may not read the state of a transaction from this page (the RW permission is needed).
    .fix = The file has been sent. Its state can be read in S2low, through “See in S2low”.
follow-error-unknown-transaction = S2low does not know transaction { $transaction }.
    .fix = Check that you are signed in for the body that sent it.
follow-error-other = S2low did not give the state of transaction { $transaction }, with this message: “{ $message }”.
    .fix = Try again later, or read the state in S2low.

## States of a transaction in S2low

s2low-status--1 = Refused by the checks
    .next = The file has not gone to the trésorerie. The reason is shown below.
s2low-status-0 = Cancelled
    .next = The file was cancelled in S2low; it will not be passed on.
s2low-status-1 = Received by S2low
    .next = S2low is checking it; this usually takes a few minutes.
s2low-status-2 = Checked, waiting to go to the trésorerie
    .next = The file is sound. S2low passes it on with its next batch.
s2low-status-3 = Passed on to the trésorerie
    .next = The trésorerie acknowledges it, usually within the day.
s2low-status-4 = Acknowledged
    .next = The trésorerie has received the file.
s2low-status-5 = Validated
    .next = Nothing to do.
s2low-status-6 = Refused by the trésorerie
    .next = Open the acknowledgement to read the reason, correct it in your software, then generate a new flux.
s2low-status-7 = Being processed
    .next = The state will be shown here as soon as it changes.
s2low-status-8 = Acknowledged
    .next = Read the acknowledgement: it says what the trésorerie accepts.
s2low-status-9 = Acknowledged, sent to the archive
    .next = Nothing to do.
s2low-status-10 = Acknowledged and archived
    .next = Nothing to do.
s2low-status-11 = Acknowledged, refused by the archive
    .next = The trésorerie does have the file. Tell whoever runs the archive.
s2low-status-13 = Waiting for a signature in S2low
    .next = S2low still waits for a signature on this file. Open the transaction in S2low.
s2low-status-14 = Waiting to be transmitted
    .next = Someone who has the right to transmit must let it go, in S2low.
s2low-status-19 = Acknowledged, waiting for the archive
    .next = Nothing to do.
s2low-status-20 = Acknowledged, sending to the archive failed
    .next = The trésorerie does have the file. Tell whoever runs the archive.
s2low-status-21 = To be deleted from S2low
    .next = Download what you want to keep.
s2low-status-22 = Deleted from S2low
    .next = S2low no longer keeps this file.
s2low-status-23 = Acknowledged, cannot be archived
    .next = S2low lacks some documents. Tell whoever runs the archive.
s2low-status-24 = Passed on
    .next = No acknowledgement is expected for this file.
s2low-status-unknown = State { $status } of S2low
    .next = The page does not know this state. See the transaction in S2low.

## S2low’s checks after deposit (state -1)

s2low-check-not-found = S2low cannot find the file that it received.
    .fix = Tell whoever runs S2low, then send the file again.
s2low-check-virus = S2low’s antivirus found a virus in an attachment of the file.
    .fix = Do not send this file again. Find out where the attachment comes from, and tell your IT staff.
s2low-check-encoding = The file does not declare the ISO-8859-1 encoding that S2low demands.
    .fix = Generate the flux again in ISO-8859-1; it is a setting of your software.
s2low-check-not-xml = S2low cannot read the file as XML.
    .fix = Generate the flux again in your software.
s2low-check-no-content = The file holds no bordereau, no attachment and no contract.
    .fix = Check what was selected in your software before generating the flux.
s2low-check-no-file-name = The file’s internal name (NomFic) is missing or empty.
    .fix = Generate the flux again; if it happens again, tell your software’s vendor.
s2low-check-codcol-too-long = The body’s code (CodCol) has more than 3 characters.
    .fix = Correct it in your software’s settings (your trésorerie gives the right one), then generate the flux again.
s2low-check-idcol-too-long = The body’s identifier (IdColl, its SIRET) has more than 14 characters.
    .fix = Correct it in your software’s settings, then generate the flux again.
s2low-check-altered = The file has changed inside S2low since it was deposited.
    .fix = Tell whoever runs S2low.
s2low-check-signature = S2low finds the signature wrong: { $reason }.
    .fix = Check the file with “Verify a signed file” at the foot of this page. If it is intact there, S2low probably does not know the certificate’s authority: tell whoever runs S2low.
s2low-check-already-there = A file with the same internal name (NomFic) has already been passed on by your body.
    .fix = If it is the same file, nothing to do. If not, generate the flux again so that it gets another name.
s2low-check-registration = S2low could not register the transaction.
    .fix = Tell whoever runs S2low.
s2low-check-tag-missing = { $tag } is missing in the file’s header.
    .fix = Complete it in your software’s settings, then generate the flux again.
s2low-check-tag-length = { $tag } has { $length } characters; { $expected } are needed.
    .fix = Correct it in your software’s settings, then generate the flux again.
s2low-check-server = S2low is not rightly set up to reach the trésorerie.
    .fix = Tell whoever runs S2low. The file is not at fault.
s2low-check-helios = S2low could not read the trésorerie’s answer to this file.
    .fix = See the transaction in S2low, or call the trésorerie.
s2low-check-unknown = S2low refused the file, with this message: “{ $message }”.
    .fix = If the message is not enough, pass it to whoever runs S2low.

## Acknowledgement

acknowledgement-accepted = Acknowledged: accepted
    .next = The trésorerie has taken the file in. Nothing more to do.
acknowledgement-partial = Acknowledged: { $count ->
    [one] { $count } element refused of { $total }
   *[other] { $count } elements refused of { $total }
}
    .next = Correct in your software what is shown below, then generate a new flux for that part.
acknowledgement-refused = Acknowledged: refused
    .next = The reason is shown below. Correct it in your software, then generate a new flux.
acknowledgement-unreadable = Acknowledged, to be read in S2low
    .next = The page could not read the acknowledgement. Open the transaction in S2low.

## Receipt

receipt-heading = Receipt of signature
receipt-show = Receipt
receipt-print = Print the receipt
receipt-note = This receipt is made by the page at the time of signing. The signed file is the proof.
receipt-file = File
receipt-signer = Signer
receipt-time = Signed on
receipt-sent = Sent to S2low on
receipt-transaction = S2low transaction
follow-state-unnumbered = Received by S2low, number not known here
follow-unnumbered = Number and state can be read in S2low, through “See in S2low”.
journal-export = Save the journal (CSV)
journal-erase = Erase the journal
receipt-state = State
receipt-digest = Digest of the signed file (SHA-256)

## Verify a signed file

verify-heading = Verification
verify-label = Verify a signed file
verify-help = To check a file already signed, before or after it is sent. It is neither sent nor changed.
verify-progress = Checking: { $percent }%
verify-close = Close
verify-close-label = Close the check of { $name }
verify-verdict-valid = { $count ->
    [one] The signature is intact
   *[other] The { $count } signatures are intact
}
    .explanation = What is signed has not changed since the signature.
verify-verdict-invalid = { $count ->
    [one] One signature is not intact
   *[other] { $count } signatures are not intact
}
    .explanation = The file has changed since the signature, or it was badly made. It would be refused. Generate the flux again and have it signed.
verify-verdict-forbidden = The signature is intact, but it would be refused
    .explanation = It does not follow the DGFiP’s present policy. The reason is shown below.
verify-verdict-unsigned = This file is not signed
    .explanation = To sign it, drop it in part 1.
verify-severity-blocking = Does not hold
verify-intact = Intact
verify-altered = No longer matches the contents
verify-unreadable = Cannot be checked
verify-covers-file = Covers the whole file
verify-covers-bordereau = Covers bordereau { $number }
verify-covers-other = Covers { $target }
verify-covers-nothing = Covers nothing in the file
verify-time = Signed on { $date }, by the signer’s computer
verify-time-none = Without a date of signature
verify-uncovered = { $count ->
    [one] One bordereau is not signed: { $list }
   *[other] { $count } bordereaux are not signed: { $list }
}
verify-authority = Authority
verify-authority-state = { $state ->
    [believed] trusted
    [unknown] not trusted
   *[unchecked] not checked
}
verify-algorithm = Signature method
verify-policy = Signature policy
verify-format = Version of XAdES
verify-reference = Element covered
verify-valid-then = Certificate valid at the signing date
verify-named-digest = Fingerprint of the certificate right
verify-named-serial = Its number right
verify-named-issuer = Its issuer right
verify-policy-current = Policy in force
verify-policy-digest = Its fingerprint right
verify-is-so = { $state ->
    [yes] Yes
    [no] No
   *[unsaid] Not said
}
verify-answers = What the tools that it meets would answer
verify-tool = { $tool ->
    [dgfip] The DGFiP
    [stela] STELA
   *[s2low] S2low
}
verify-answer = { $count ->
    [0] { $tool } would accept it
   *[other] { $tool } would refuse it ({ $codes })
}
verify-error-title = The file cannot be checked

bordereau-tax = Tax announced
bordereau-agreement = Comparison
bordereau-agrees = { $agrees ->
    [yes] the totals announced are those of the lines
   *[no] the totals announced are not those of the lines
}
bordereau-computed = Sum of the lines, before tax
bordereau-lines-tax = Tax of the lines
bordereau-with-tax = Sum of the lines, with tax
finding-in-place = { $place }: { $message }
finding-place = { $attachment-length ->
    [0] { $piece-length ->
        [0] Bordereau { $bordereau }
       *[other] Bordereau { $bordereau }, piece { $piece }
    }
   *[other] Attachment { $attachment }
}

## The codes of the PES (“c” and the code, since a name does not begin with a digit)

piece-type-depense = { $code ->
    [c01] Ordinary mandat
    [c02] Corrective mandat
    [c03] Mandat of budgetary order
    [c04] Mandat of mixed order
    [c05] Mandat issued after payment
    [c06] Global mandat
    [c07] Mandat of irrecoverable debt
    [c08] Collective mandat
    [c09] Mandat on a contract
    [c10] Mandat of attachment to the year
    [c11] Payment order
    [c13] Prepaid expenses
   *[other] Type { $value }
}
piece-type-recette = { $code ->
    [c01] Ordinary titre
    [c02] Corrective titre
    [c03] Titre of budgetary order
    [c04] Titre of mixed order
    [c05] Titre issued after receipt
    [c06] Summary titre with a roll
    [c07] Summary titre without a roll
    [c09] Titre of surcharge
    [c10] Titre over several years
    [c11] Titre of attachment to the year
    [c12] Receipt order
    [c14] Deferred income
    [c15] ORMC titre
   *[other] Type { $value }
}
piece-nature = { $code ->
    [c01] operating
    [c02] investment
    [c03] inventory
    [c04] loan
    [c05] imprest
    [c06] cancellation or reduction
    [c07] supplementary
    [c08] issued again
    [c09] cancelling a titre
    [r09] cancelling a mandat
    [c10] cancelling a mandat of attachment
    [r10] cancelling a titre of attachment
    [c11] payroll
    [r11] contract
    [c12] retention money
    [c13] last instalment on a contract
    [c14] lump-sum advance
    [c18] order operation on a disposal
   *[other] nature { $value }
}
payment-debit = direct debit handed in { $code ->
    [c01] by the Trésor
    [c02] by the ordonnateur
   *[other] (nature { $value })
}, on { $date }{ $mandate-length ->
    [0] {""}
   *[other] , mandate { $mandate }
}
payment = { $code ->
    [c01] cash
    [c02] cheque
    [c03] transfer
    [c04] transfer by an external application
    [c05] high-value transfer
    [c06] transfer abroad
    [c07] operation with an attached budget
    [c08] order operation
    [c09] settlement notice
    [c10] direct debit
    [c11] internal transfer
   *[other] means { $value }
}
attachment-type = { $code ->
    [c001] Budget
    [c002] Recette
    [c003] Dépense
    [c004] Payroll statement
    [c005] Social aid statement
    [c006] PES invoice
    [c007] ORMC invoice for Chorus Pro
    [c008] Supplement, Chorus Pro
    [c009] Contract document
    [c010] Notice of payment
    [c011] Supplement to a notice of payment
    [c012] Single financial account
    [c013] Single financial account, annexes
   *[other] Type { $value }
}
answer-domain = { $code ->
    [c0] Technical check
    [c1] Technical signature
    [c2] Signature of the file
    [c3] Signature of the bordereau
    [c4] Attachment
    [c5] Dépense
    [c6] Recette
    [c7] Roll
    [c8] Budget
    [c9] Statement of assets
    [c10] Statement of liabilities
    [c11] Contract
    [c12] Invoice
    [c99] Settings
   *[other] Domain { $value }
}
answer-error = { $code ->
    [ERREUR_CONNECTION_IMPOSSIBLE_A_LA_BASE] Treasury’s database out of reach ({ $code })
    [ERREUR_ENCODING] Character encoding refused ({ $code })
    [ERREUR_FLUX_VIDE] Empty flux ({ $code })
    [ERREUR_SCHEMA_INCOMPLET] Incomplete content ({ $code })
    [ERREUR_CODIFICATION] Unknown code ({ $code })
    [ERREUR_CODIQUE] Unknown accounting office ({ $code })
    [ERREUR_SIRET] Unknown SIRET ({ $code })
    [ERREUR_CODE_COLLECTIVITE_BUDGET] Unknown body or budget code ({ $code })
    [ERREUR_VERSION_PES] PES version refused ({ $code })
    [ERREUR_VERSION_PJ] Attachments’ version refused ({ $code })
    [ERREUR_SIGNATURE_INVALIDE] Wrong signature ({ $code })
    [ERREUR_SIGNATURE_ILLISIBLE] Unreadable signature ({ $code })
    [ERREUR_SIGNATURE_INCOMPLETE] Incomplete signature ({ $code })
    [ERREUR_DOUBLON_BORDEREAU] Bordereau already received ({ $code })
    [ERREUR_DOUBLON_PIECE] Piece already received ({ $code })
    [ERREUR_DOUBLON_LIGNE] Line already received ({ $code })
    [ERREUR_DOUBLON_PJ] Attachment already received ({ $code })
    [ERREUR_PES_PARAM] PES settings ({ $code })
    [ERREUR_PES_SIGNATURE] Signature of the PES ({ $code })
    [ERREUR_PES_PARAM_SIGNATURE] Signature settings ({ $code })
    [ERREUR_CERTIFICAT] Certificate refused ({ $code })
    [ERREUR_TIMEOUT] Processing took too long ({ $code })
    [ERREUR_TAILLE_BORDEREAUX] Bordereau too large ({ $code })
    [ERREUR_TAILLE_PIECE] Piece too large ({ $code })
    [ERREUR_TAILLE_LIGNE] Line too large ({ $code })
    [ERREUR_PJ_SIGNEE] Signed attachment ({ $code })
    [ERREUR_SIGNATURE_EXTERNE] External signature ({ $code })
    [ERREUR_AUTRE] Another reason ({ $code })
    [ERREUR_MONTANT_TVA_ZERO_NEGATIF] VAT zero or negative ({ $code })
    [ERREUR_PJ] Attachment refused ({ $code })
    [ERREUR_CUMUL_MONTANTS] The amounts do not add up ({ $code })
    [ERREUR_SIGNATURE_BORDEREAU_INVALIDE] Wrong signature of the bordereau ({ $code })
    [ERREUR_SIGNATURE_BORDEREAU_ILLISIBLE] Unreadable signature of the bordereau ({ $code })
    [ERREUR_SIGNATURE_BORDEREAU_INCOMPLETE] Incomplete signature of the bordereau ({ $code })
   *[other] { $code }
}
piece-state = { $code ->
    [c01] on hold
    [c02] taken on
    [c03] taken on in part
    [c04] rejected
    [c05] settled or cancelled
   *[other] state { $value }
}

## Answers of the trésorerie

answers-acquit = { $refused ->
    [0] Acknowledgement of the trésorerie: all is accepted ({ $accepted })
    [one] Acknowledgement of the trésorerie: { $refused } refusal, { $accepted } accepted
   *[other] Acknowledgement of the trésorerie: { $refused } refusals, { $accepted } accepted
}
answers-retour = { $count ->
    [one] Return of the trésorerie on { $count } piece
   *[other] Return of the trésorerie on { $count } pieces
}
answers-acquit-retour = Receipt for a return of the trésorerie: { $name }
answers-unsigned = This file is an answer: there is nothing to sign in it.
answers-more = … and { $count } more answers
answer = { $subject }: { $state }
files-state-answer = Answer
answer-accepted = accepted
answer-refused = refused
answer-bordereau = bordereau { $value }
answer-year = year { $value }
answer-piece = piece { $value }
answer-line = line { $value }
answer-contract = contract { $value }
answer-attachment = attachment { $value }
