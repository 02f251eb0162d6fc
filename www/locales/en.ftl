### The page’s words in English. A variable is written { $name }; “.fix” says what to do.
### Amounts, dates and sizes come formatted; $count, $files and $bordereaux are numbers.
### The field’s own French terms (PES, bordereau, mandat, titre, trésorerie) stay: they are what the software shows.

## The page

page-title = Sign and send a PES
page-heading = Sign and send a PES
page-description = Signs a PES flux in the browser and sends it to S2low, with nothing to install.
page-skip = Skip to content
page-language = Language
page-promise = Only the signed file leaves this computer, for S2low. Your key and your passwords stay here.
page-independent = PES Signer is free software, not a service of the French State.
page-version = Version { $version }

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
    [one] All is ready. Check the contents and the signer’s name, then sign.
   *[other] All is ready for { $files } files. Check the contents and the signer’s name, then sign.
}
status-ready-signed = The file is already signed. It is ready to go as it is.
status-repaired = { $name } is corrected. The correction will be in the signed file; your original file is not changed.
status-opening-certificate = Opening the certificate…
status-certificate-open = Certificate open: { $name }.
status-certificate-forgotten = The certificate is forgotten. Nothing of it remains in this page or in this browser.
status-signing = Signing { $name }…
status-verifying = Verifying { $name }, read again from the start…
status-sending = Sending { $name } to S2low…
status-signed = { $files ->
    [one] The file is signed and verified. You can download it, or send it.
   *[other] The { $files } files are signed and verified. You can download them, or send them.
}
status-sent = { $files ->
    [one] The file is signed and sent to S2low.
   *[other] The { $files } files are signed and sent to S2low.
}
status-cancelled = Sending is cancelled. The signed file is kept here.
status-followed = The state of what was sent is up to date.
status-verify-reading = Checking { $name }…
status-verify-done = The check of { $name } is finished.
status-language = The page is in English.

## S2low: state of the connection

s2low-connection-unknown = S2low: connecting
s2low-connection-connected = S2low: connected, { $body }
s2low-connection-connected-unnamed = S2low: connected
s2low-connection-signed-out = S2low: not signed in
s2low-connection-unreachable = S2low: no answer
s2low-connection-none = Without S2low: signing only
s2low-login = Sign in

## 1 Files

files-heading = Files
files-label = PES files
files-help = Drop them here, or choose them on this computer.
files-help-more = To add more, drop them here or choose them.
files-choose = Choose…
files-none = No file chosen
files-remove = Remove
files-remove-label = Remove { $name }
files-budget = Budget { $budget }
files-year = Year { $year }
files-reading-progress = { $percent }%, { $done } of { $total }
files-reading-label = Reading { $name }
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
    .fix = Choose it again.
files-error-changed = { $name } has changed since it was read.
    .fix = Choose it again, so that the page reads what you sign.
files-error-empty = { $name } is empty (0 bytes).
    .fix = Generate the flux again in your accounting software, then choose the new file.
files-error-listed = { $name } is already in the list.
    .fix = Nothing to do: the file is read once.
files-error-too-large = { $name } weighs { $size }. S2low accepts { $limit } at most.
    .fix = Generate the flux as several files in your software, or remove attachments. You can still sign it without sending.
files-error-not-xml = { $name } is not a PES file: the page expects an XML file made by your accounting software.
    .fix = Look for the file exported by that software; its name usually ends in .xml.
files-error-archive = { $name } is a compressed archive.
    .fix = Open the archive, extract the PES files, then choose them here.

## What a file says

domain-depense = Expenditure (dépense)
domain-recette = Revenue (recette)
domain-pj = Attachments
domain-marche = Contract (marché)
domain-facture = Invoice
domain-role = Rôle
domain-budget = Budget
domain-etat-actif = Assets
domain-etat-passif = Debt
domain-other = Other part
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
amount-including-tax = { $amount } with tax
amount-missing = Amount not given
bordereaux-summary = { $count ->
    [0] No bordereau
    [one] Show the bordereau
   *[other] Show the { $count } bordereaux
}
bordereaux-more = { $count ->
    [one] Show the next bordereau
   *[other] Show the next { $count } bordereaux
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
bordereau-count-other = { $count ->
    [one] { $count } piece
   *[other] { $count } pieces
}
bordereau-signed = Already signed
bordereau-id = Identifier in the file
bordereau-id-none = None
bordereau-year = Year
bordereau-cumulative = Total of the year
bordereau-tax = VAT amount
bordereau-digest = Signed digest (SHA-256)
piece-number-depense = Mandat { $number }
piece-number-recette = Titre { $number }
piece-number-other = Piece { $number }
pieces-more = { $count ->
    [one] Show the next piece
   *[other] Show the next { $count } pieces
}
pieces-not-kept = { $count ->
    [one] One more piece is not shown; it is counted in the total and signed with the others.
   *[other] { $count } more pieces are not shown; they are counted in the total and signed with the others.
}
piece-object-none = No purpose given
piece-attachment-missing = { $name } (not in the file)

## Findings and details

severity-blocking = Cannot be signed
severity-refused = Would be refused
severity-attention = To be checked
finding-repair = Correct
finding-repair-label = Correct { $name }
finding-repaired = Corrected
technical-detail = Technical detail
detail-code = Code
detail-element = Element
detail-value = Value
detail-line = Line
detail-byte = Byte
detail-file = File
detail-answer = S2low’s answer
detail-http-status = HTTP status
detail-cause = Cause
error-retry = Try again
error-dismiss = Close this message
page-error-title = The page met a problem
page-error-unexpected = An error that the page does not know has stopped it. Your files are not changed.
    .fix = Reload the page and start again. If it happens again, pass the technical detail to whoever runs S2low.
page-error-config = The page’s settings (config.json) cannot be read. The usual settings are used.
    .fix = Tell whoever runs S2low.

## 2 Signer

signer-heading = Signer
signer-known-heading = Certificates kept in this browser
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
signer-place-from-s2low = City and postal code come from S2low. Change them if the signature is made elsewhere.
signer-role-missing = Give the signer’s role, for example Maire.
signer-city-missing = Give the city where the signature is made.
signer-postal-code-missing = Give the postal code of that city.
signer-postal-code-invalid = A postal code has five digits, for example 57590.
signer-text-too-long = This text is too long: { $limit } characters at most.
certificate-file-label = Certificate (.p12 or .pfx)
certificate-file-help = The signer’s certificate file. It is neither sent nor changed.
certificate-file-missing = First choose the certificate file; its name ends in .p12 or .pfx.
certificate-password-label = Certificate password
certificate-password-help = The one you chose to protect the certificate when downloading it. It is neither the portal’s password nor the revocation code.
certificate-password-missing = Type the certificate password.
certificate-password-show = Show
    .label = Show the password
certificate-password-hide = Hide
    .label = Hide the password
certificate-keep-label = Keep this certificate in this browser
certificate-keep-help = With no password at the next signature. Leave unticked if others use this session of the computer: they could sign in your place.
certificate-open = Open the certificate
certificate-cancel = Keep the current certificate
certificate-help-token = Your certificate is on a USB token or a smart card
certificate-help-token-text = A browser cannot reach the secret key inside it, so this page cannot sign with it. The ordonnateur can ask the DGFiP for a free certificate, as a file, made for signing PES. The USB token still serves to sign in to S2low.
certificate-help-none = You cannot find the certificate file
certificate-help-none-text = It is the file that the ordonnateur downloaded when asking for the certificate. Its name ends in .p12 or .pfx. If it is lost, or if its password is forgotten, ask for a new certificate on the DGFiP’s portal: the password cannot be recovered.
certificate-details = Certificate details
certificate-kind-dgfip = DGFiP certificate
    .use = It signs PES and nothing else: it serves neither to sign in to S2low nor to sign actes.
certificate-kind-qualified = Qualified certificate
    .use = It can sign PES and other documents.
certificate-kind-other = Certificate issued by { $issuer }
    .use = Check with your trésorerie that it accepts certificates of this authority.
certificate-kind-self-signed = Trial certificate
    .use = No authority issued it: the trésorerie would refuse it.
certificate-valid-until = valid until { $date }
certificate-expires-soon = This certificate expires { $days ->
    [0] today
    [one] tomorrow
   *[other] in { $days } days
}, on { $date }.
    .fix = Ask for its successor now: it takes a few days.
certificate-expired = This certificate expired on { $date }. A signature made with it would be refused.
    .fix = Ask for a new certificate. If today’s date looks wrong on this computer, have it corrected first.
certificate-not-yet-valid = This certificate is valid only from { $date }.
    .fix = Wait until that date. If it has passed, this computer’s clock is slow: have it corrected.
certificate-no-signing-usage = This certificate is not meant for signing. The trésorerie may refuse the signature.
    .fix = Choose the signer’s signing certificate; some authorities issue two.
certificate-no-person = This certificate does not name a person: { $name }. The DGFiP’s policy demands the signer’s surname and first name.
    .fix = Choose a certificate issued to the ordonnateur in person.
certificate-other-signer = The last signature made here was in the name of { $previous }.
    .fix = Check that { $name } is the ordonnateur today.
certificate-kept = Kept in this browser. “Forget” erases it.
certificate-not-kept = This browser could not keep the certificate (private browsing, or not enough room). It serves this time only.
certificate-subject = Holder
certificate-organization = Organisation
certificate-issuer = Issued by
certificate-serial = Serial number
certificate-valid-from = Valid from
certificate-valid-to = Valid until
certificate-key = Key
certificate-usages = Intended uses
certificate-fingerprint = SHA-256 fingerprint

## Certificate: what may prevent opening it

certificate-error-title = The certificate is not open
certificate-error-password = Wrong password. It is the one you chose to protect the certificate when downloading it, not the portal’s, nor the revocation code.
    .fix = Type it again, minding capitals. If it is lost, a new certificate is needed.
certificate-error-password-empty = This certificate is protected by a password.
    .fix = Type the one you chose when downloading it.
certificate-error-is-certificate = { $name } holds a certificate without its secret key (.cer, .crt or .pem file). It serves to recognise the signer, not to sign.
    .fix = Choose the .p12 or .pfx file obtained at the same time.
certificate-error-is-pem-key = { $name } holds a key alone, as text (.pem or .key).
    .fix = Choose the .p12 or .pfx file, which holds both the key and the certificate.
certificate-error-is-java-keystore = { $name } is a Java keystore (.jks).
    .fix = Ask your IT staff to export it as .p12.
certificate-error-is-pes = { $name } is a PES file, not a certificate.
    .fix = Drop it in part 1, and choose the signer’s .p12 or .pfx file here.
certificate-error-not-a-certificate = { $name } is not a certificate file.
    .fix = Choose a file whose name ends in .p12 or .pfx.
certificate-error-empty = { $name } is empty (0 bytes).
    .fix = Copy it again from where it came.
certificate-error-too-large = { $name } weighs { $size }: too much for a certificate file.
    .fix = Check that you chose the right file.
certificate-error-damaged = { $name } is damaged or incomplete.
    .fix = Copy it again from where it came, or download it again.
certificate-error-unsupported = { $name } is protected in a way that the page does not know ({ $algorithm }).
    .fix = Export the certificate again from Windows or Firefox with the default protection, then choose the new file.
certificate-error-no-key = { $name } holds a certificate without its secret key.
    .fix = Export it again with “Export the private key” ticked, or look for the file first downloaded.
certificate-error-no-certificate = { $name } holds a key without a certificate.
    .fix = Look for the file first downloaded, which holds both.
certificate-error-mismatch = In { $name }, the key and the certificate do not belong together.
    .fix = Look for the file first downloaded.
certificate-error-several-keys = { $name } holds { $count } keys: the page cannot choose the signer in your place.
    .fix = Export a file that holds the signer’s certificate alone.
certificate-error-not-rsa = This certificate’s key ({ $algorithm }) is not of the kind that the DGFiP accepts for a PES (RSA).
    .fix = Ask for an RSA certificate, such as those the DGFiP issues free of charge.
certificate-error-too-weak = This certificate’s key is too short ({ $bits } bits); at least 2048 are needed.
    .fix = Ask for a new certificate.
certificate-error-browser = This browser refused the certificate’s key.
    .fix = Update the browser, or try another one.
certificate-error-insecure-page = The browser allows signing only at a secure address, which begins with https.
    .fix = Open the page by its https address. If you do not know it, ask whoever runs S2low.
certificate-error-forgotten = This certificate is no longer in this browser.
    .fix = Open the .p12 or .pfx file again.

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
}, in the name of { $name }, { $role }, in { $city }.
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
send-note-none = This page is not linked to S2low. Sign, download the file, then import it in S2low.
sign-and-send = Sign and send
sign-only = Sign without sending
send-signed = Send without a new signature
send-cancel = Cancel
send-cancel-label = Cancel sending { $name }
send-download = Download the signed file
send-download-label = Download the signed file { $name }
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
send-progress = { $percent }%, { $done } of { $total }
send-progress-remaining = { $percent }%, { $done } of { $total }, { $remaining } left
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
outcome-cancelled = Sending was cancelled before the end. S2low does not have the file.
    .next = The signed file is kept here: you can download it or send it later.

## Signature: what may prevent it

sign-error-title = The file is not signed
sign-error-nothing = There is nothing to sign in { $name }.
    .fix = Check that the flux holds bordereaux of expenditure or revenue.
sign-error-already-signed = { $name } is already signed. The DGFiP’s policy allows one signature only.
    .fix = Send it as it is, or generate the flux again to have it signed by someone else.
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
network-redirected = S2low sends you to its sign-in page. The signed file is kept here.
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
follow-file = File
follow-file-label = Download the signed file { $name }
follow-remove = Remove from the list
follow-remove-label = Remove from the list { $name }; S2low keeps it
follow-sent-at = Sent on { $date }
follow-severity-refused = Refused by S2low
follow-error-title = The state could not be read
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
acknowledgement-anomaly = { $place }: { $message }
acknowledgement-anomaly-code = Anomaly code
acknowledgement-bordereau = Bordereau { $number }
acknowledgement-piece = Bordereau { $number }, piece { $piece }
acknowledgement-line = Bordereau { $number }, piece { $piece }, line { $line }
acknowledgement-domain-0 = Technical
acknowledgement-domain-1 = Technical signature
acknowledgement-domain-2 = Signature of the file
acknowledgement-domain-3 = Signature of a bordereau
acknowledgement-domain-4 = Attachment
acknowledgement-domain-5 = Expenditure
acknowledgement-domain-6 = Revenue
acknowledgement-domain-7 = Rôle
acknowledgement-domain-8 = Budget
acknowledgement-domain-9 = Assets
acknowledgement-domain-10 = Liabilities
acknowledgement-domain-11 = Contract
acknowledgement-domain-12 = Invoice
acknowledgement-domain-99 = Settings

## Receipt

receipt-heading = Receipt of signature
receipt-show = Receipt
receipt-print = Print the receipt
receipt-contents = What was signed
receipt-note = This receipt is made by the page at the time of signing. The signed file is the proof.
receipt-file = File
receipt-body = Body
receipt-signer = Signer
receipt-role = Role
receipt-place = Place
receipt-time = Signed on
receipt-certificate = Certificate
receipt-bordereaux = Bordereaux
receipt-verified = Verification
receipt-verified-yes = The signed file was read again and every signature is intact.
receipt-sent = Sent to S2low on
receipt-transaction = S2low transaction
receipt-not-sent = Not sent from this page
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
verify-trust-not-checked = The page checks that the file has not changed. Whether the certificate’s authority is accepted is for S2low and the trésorerie to say.
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

bordereau-computed = Sum of the lines, before tax
bordereau-lines-tax = Tax of the lines
bordereau-with-tax = Sum of the lines, with tax
finding-in-place = { $place }: { $message }
finding-place = { $piece-length ->
    [0] Bordereau { $bordereau }
   *[other] Bordereau { $bordereau }, piece { $piece }
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
