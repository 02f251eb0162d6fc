### The words of the command line.

## What could not be done

CLI-002 = { $cause ->
    [absent] { $name } does not exist.
    [denied] You may not read { $name }.
    [folder] { $name } is a folder, not a file.
   *[other] { $name } cannot be read ({ $detail }).
}
    .fix = Check the path and your rights, then start over.
CLI-003 = { $name } holds no readable certificate of an authority.
    .fix = Give --trust a file of certificates in PEM or DER form.
CLI-004 = { $name } changed while it was read.
    .fix = Wait until the file is complete, then start over.
CLI-005 = { $name } exists already. Nothing was written.
    .fix = Choose another name with -o, or add --force to replace it.
CLI-006 = { $cause ->
    [absent] { $name } cannot be written: its folder does not exist.
    [denied] You may not write { $name }.
    [folder] { $name } is a folder: a file cannot take its place.
    [full] { $name } cannot be written: there is no room left.
   *[other] { $name } cannot be written ({ $detail }).
}
    .fix = Check the path, your rights and the free space, then start over.
CLI-007 = Nobody reads the output any more.
    .fix = Start over.
CLI-008 = No element of { $name } has the identifier “{ $id }”.
    .fix = Check the identifier: capitals matter, and the attribute is called Id.
CLI-009 = The clock of this computer shows no date that could be written into a signature.
    .fix = Have it corrected, or give date and time with --at.
CLI-010 = { $name } contains several keys that can sign. They are: { $candidates }.
    .fix = Say which with --key: its serial number, the beginning of its SHA-256 fingerprint, or the holder’s name.
CLI-011 = No key of { $name } is “{ $key }”. It contains: { $candidates }.
    .fix = Give --key a serial number, the beginning of a SHA-256 fingerprint, or the name of a holder.
CLI-012 = { $name } contains no certificate that can be read.
    .fix = Choose a .p12, .pfx, .cer, .crt, .pem or .p7b file.
CLI-013 = Several elements of { $name } have the identifier “{ $id }”; only the first one was written.
    .fix = An identifier must stand only once in a file.

## Wrong calls

usage-help = pes-signer --help describes the commands and their options.
usage-no-command = The command is missing: inspect, sign, verify, certificate or c14n.
usage-unknown-command = There is no command “{ $command }”: there are inspect, sign, verify, certificate and c14n.
usage-no-file = The file to read is missing (“-” for standard input).
usage-unknown-option = This command has no option { $option }.
usage-missing-option = The option { $option } is missing.
usage-repeated-option = The option { $option } stands twice.
usage-missing-value = The option { $option } needs a value.
usage-unexpected-value = The option { $option } takes no value.
usage-unexpected-argument = “{ $value }” is too much: the command reads a single file.
usage-not-text = The value of { $option } is not readable text.
usage-wrong-value = The option { $option } expects { $allowed }, not “{ $value }”.
usage-prefixes = The option --inclusive-prefixes goes with the mode exclusive only, not with { $mode }.

## sign

cli-repaired = The flux is repaired in the signed file. The original is not changed.
cli-candidate = { $name } (number { $serial }, issued by { $issuer }, valid until { $date })
cli-other-identity = The certificate file also holds that of { $name }; it is not used.
cli-signed = { $scope ->
    [file] Signed and verified: the whole file, in the name of { $name }, { $role }, at { $city }, on { $time }.
   *[bordereaux] { $count ->
        [one] Signed and verified: { $count } bordereau, in the name of { $name }, { $role }, at { $city }, on { $time }.
       *[other] Signed and verified: { $count } bordereaux, in the name of { $name }, { $role }, at { $city }, on { $time }.
    }
}

## inspect

cli-label-name = Internal name
cli-label-type = Type
cli-label-date = Date
cli-label-body = Body
cli-label-siret = SIRET
cli-label-code = Code
cli-label-budget = Budget
cli-label-office = Office
cli-label-file = File
cli-label-contents = Contents
cli-depense = Dépense
cli-recette = Recette
cli-bordereaux = Bordereaux
cli-bordereau-signed = signed
cli-findings = Findings
cli-repairable = Put right on signing with --repair.
cli-pieces = { $pieces ->
    [one] { $pieces } piece
   *[other] { $pieces } pieces
}
cli-contents = { $pieces ->
    [one] { $pieces } piece
   *[other] { $pieces } pieces
}, { $attachments ->
    [0] no attachment
    [one] { $attachments } attachment
   *[other] { $attachments } attachments
}
cli-total = { $count ->
    [one] { $count } bordereau, { $amount } before tax
   *[other] { $count } bordereaux, { $amount } before tax
}
cli-to-sign = { $scope ->
    [nothing] Nothing can be signed as it is.
    [file] To be signed: the whole file.
   *[bordereaux] { $count ->
        [one] To be signed: { $count } bordereau.
       *[other] To be signed: { $count } bordereaux, each by itself.
    }
}
cli-label-software = Software
cli-label-sha256 = SHA-256
cli-attachments = Attachments
cli-bordereau-signed-by = signed by { $name }
cli-bordereau-sums = { $type }; by its lines: { $total } before tax, { $tax } of tax, { $all } with tax
cli-with-tax = { $amount } incl. tax
cli-declared-pieces = Pieces announced
cli-labelled = { $label }: { $value }
cli-more = … and { $count } more
cli-position = Line { $line }, column { $column }.
cli-more-findings = … and { $count } more remarks { $code }.
cli-changes = What --repair would change

## certificate

cli-label-surname = Surname
cli-label-given-name = Given name

## verify

cli-verdict-valid = { $count ->
    [one] { $name }: the signature is intact.
   *[other] { $name }: the { $count } signatures are intact.
}
cli-verdict-broken = { $count ->
    [one] { $name }: the signature is not intact.
   *[other] { $name }: of { $count } signatures, at least one is not intact.
}
cli-verdict-forbidden = { $count ->
    [one] { $name }: the signature is intact, but it would be refused.
   *[other] { $name }: the { $count } signatures are intact, but they would be refused.
}
cli-verdict-unsigned = { $name }: this file is not signed.
cli-signature-intact = Signature { $number } { $id }: intact
cli-signature-broken = Signature { $number } { $id }: does not match the content
cli-covers-file = the whole file
cli-covers-nothing = no known element ({ $target })
cli-not-said = not said
cli-label-covers = Covers
cli-label-signer = Signer
cli-label-issuer = Issued by
cli-label-time = Date
cli-label-role = Role
cli-label-place = Place
cli-label-policy = Policy
cli-label-validity = Valid
cli-validity = { $from } to { $until }
cli-label-authority = Authority
cli-not-intact = Does not hold
cli-uncovered = Bordereaux not signed
