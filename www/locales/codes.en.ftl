### The words of the codes. The message says what is; “.fix” says what to do now.
### $value-length, the number of characters of $value, is 0 where the value is absent.

## The file cannot be read as an XML file

XML-001 = The file is empty, or is not an XML file: there is no element in it.
    .fix = Choose the file exported by your accounting software, or generate the flux again.
XML-002 = The file stops too early, at line { $line }: its end is missing.
    .fix = Copy it again from its original place, or generate the flux again.
XML-003 = The file begins with text that is not XML (line { $line }): it is not a PES file.
    .fix = Choose the file exported by your accounting software; its name usually ends in .xml.
XML-004 = The file goes on after the end of the flux, at line { $line }.
    .fix = It was probably changed or put together after it was made. Generate the flux again in your software.
XML-005 = The file contains a DOCTYPE declaration (line { $line }). It could make the file say something else than what you are shown: it is not accepted.
    .fix = Generate the flux again. If the declaration is still there, tell the vendor of your software: a PES has none.
XML-006 = The first line of the file, the one that begins with “<?xml”, is badly written (line { $line }, column { $column }).
    .fix = Generate the flux again. If this happens again, tell the vendor of your software.
XML-007 = The file declares a character encoding that this program does not know (line { $line }).
    .fix = Generate the flux again in ISO-8859-1; it is a setting of your software.
XML-008 = The file is written in UTF-16 or UTF-32, which neither S2low nor the trésorerie accepts.
    .fix = Generate the flux again in ISO-8859-1; it is a setting of your software.
XML-009 = At line { $line }, column { $column }, a character does not fit the encoding that the file declares.
    .fix = The file was probably changed or converted after it was made. Generate the flux again, without opening it in other software.
XML-010 = At line { $line }, column { $column }, there is a character that XML does not allow.
    .fix = It often comes from text pasted into a label. Clear that label in your software, type it again, then generate the flux again.
XML-011 = At line { $line }, column { $column }, the name of an element or attribute is badly written.
    .fix = The file was probably changed after it was made. Generate the flux again in your software.
XML-012 = At line { $line }, column { $column }, a tag is badly written.
    .fix = The file was probably changed after it was made. Generate the flux again in your software.
XML-013 = At line { $line }, column { $column }, an attribute is badly written.
    .fix = Look in your software for the label at this place: a quotation mark or a “<” sign may be the cause. Correct it, then generate the flux again.
XML-014 = At line { $line }, column { $column }, the same attribute stands twice on one element.
    .fix = Generate the flux again. If this happens again, tell the vendor of your software.
XML-015 = At line { $line }, column { $column }, the end tag is not that of the open element.
    .fix = The file was probably changed after it was made. Generate the flux again in your software.
XML-016 = At line { $line }, column { $column }, an “&” sign is not written as XML demands (“&amp;”).
    .fix = Look in your software for the label at this place and replace the “&” sign by a word, then generate the flux again.
XML-017 = At line { $line }, column { $column }, an abbreviation of the form “&…;” is unknown to XML.
    .fix = Look in your software for the label at this place and type it again, then generate the flux again.
XML-018 = At line { $line }, column { $column }, a text contains the signs “]]>”, which XML does not allow.
    .fix = Look in your software for the label at this place and remove these signs, then generate the flux again.
XML-019 = At line { $line }, column { $column }, a comment is badly written.
    .fix = The file was probably changed after it was made. Generate the flux again in your software.
XML-020 = At line { $line }, column { $column }, an instruction of the form “<?…?>” is badly written.
    .fix = The file was probably changed after it was made. Generate the flux again in your software.
XML-021 = At line { $line }, column { $column }, markup that begins with “<!” is out of place or badly written.
    .fix = The file was probably changed after it was made. Generate the flux again in your software.
XML-022 = At line { $line }, column { $column }, the beginning of a name, before the colon, is not declared anywhere.
    .fix = Generate the flux again. If this happens again, tell the vendor of your software.
XML-023 = At line { $line }, column { $column }, an “xmlns” declaration is not permitted.
    .fix = Generate the flux again. If this happens again, tell the vendor of your software.
XML-024 = At line { $line }, a single tag is longer than 1 MB: no PES file has one so long.
    .fix = Check that you chose the right file. If it is the flux, tell the vendor of your software.
XML-025 = At line { $line }, more than 256 elements are nested in one another, or their tags together are longer than 4 MB: no PES file is so.
    .fix = Check that you chose the right file. If it is the flux, tell the vendor of your software.
XML-026 = At line { $line }, an element has too many attributes or declarations: no PES file has so many.
    .fix = Check that you chose the right file. If it is the flux, tell the vendor of your software.
XML-027 = At line { $line }, the address of a namespace is not complete: the file has no canonical form.
    .fix = Tell the vendor of your software.

## What the flux says, and what would have it refused

PES-001 = { $element ->
    [PES_Aller] This file is not a PES flux to sign: its first element, PES_Aller, is not in the namespace of the PES.
   *[other] This file is not a PES flux to sign: its first element is { $element } instead of PES_Aller.
}
    .fix = Choose the flux that your software generated for the trésorerie.
PES-002 = This file is an answer ({ $element }): it is shown here, but there is nothing to sign in it.
    .fix = Choose the flux that you send to the trésorerie.
PES-003 = This file is signed already. The policy of the DGFiP allows a single signature.
    .fix = Send it as it is. To have it signed by somebody else, generate the flux again.
PES-004 = { $element ->
    [Bordereau] The bordereau cannot be signed: it has no identifier (attribute Id).
   *[other] The file as a whole cannot be signed: the element { $element } has no identifier (attribute Id).
}
    .fix = Tick “Fichier à signer” in your software before you generate the flux. If the identifier is still missing, tell the vendor of your software.
PES-005 = The identifier “{ $value }” of the element { $element } does not follow the rule: it begins with a letter and holds neither space nor colon.
    .fix = Generate the flux again. If this happens again, tell the vendor of your software, which gives these identifiers.
PES-006 = Several elements of the file use the identifier “{ $value }”: it could not be told which one is signed.
    .fix = Generate the flux again. If this happens again, tell the vendor of your software, which gives these identifiers.
PES-007 = The element { $element } “{ $value }” is empty: there is nothing to sign in it.
    .fix = Check the selection made in your software before you generate the flux.
PES-008 = The file contains more than 20,000 bordereaux.
    .fix = Generate the flux as several files in your software.
PES-009 = The file contains no bordereau of dépense or recette, although signing by bordereau was asked for.
    .fix = Ask for the whole file to be signed, or check the selection made in your software before you generate the flux.
PES-010 = The namespace “{ $value }” has no complete address: S2low would refuse any signature of this file.
    .fix = Tell the vendor of your software, which gives these addresses.
PES-012 = { $value-length ->
    [0] The file was not prepared for signing (InfoDematerialisee is absent or empty).
   *[other] The file was not prepared for signing (InfoDematerialisee is { $value }).
}
    .fix = Tick “Fichier à signer” in your software before you generate the flux, or accept the correction if one is offered here.
PES-018 = The file does not begin with its first line, the one that begins with “<?xml”: something stands before it.
    .fix = Accept the repair if it is offered here, or generate the flux again.
PES-019 = The file begins with a mark (BOM) that the encoding ISO-8859-1 does not have.
    .fix = Accept the repair if it is offered here, or generate the flux again.
PES-020 = { $value ->
    [ISO-8859-1] The encoding ISO-8859-1 is declared too far on: S2low looks for it in the first 50 characters of the file.
   *[other] The file does not declare the encoding ISO-8859-1, which S2low demands, but { $value }.
}
    .fix = Accept the correction if it is offered here, or generate the flux again with the encoding ISO-8859-1; it is a setting of your software.
PES-021 = The file contains neither bordereau, nor attachment, nor marché: S2low would refuse it.
    .fix = Check the selection made in your software before you generate the flux.
PES-022 = The internal name of the file ({ $element }) is absent or empty: S2low would refuse the file.
    .fix = Generate the flux again. If this happens again, tell the vendor of your software.
PES-023 = { $value-length ->
    [0] The body’s code ({ $element }) is absent or empty; it must have 3 characters.
    [one] The body’s code ({ $element }) is “{ $value }”, that is { $value-length } character; it must have 3.
   *[other] The body’s code ({ $element }) is “{ $value }”, that is { $value-length } characters; it must have 3.
}
    .fix = Correct it in the settings of your software (your trésorerie gives you the right one), then generate the flux again.
PES-024 = The body’s SIRET number ({ $element }) is “{ $value }”, that is { $value-length } characters; it must have 14 at most.
    .fix = Correct it in the settings of your software, then generate the flux again.
PES-025 = { $value-length ->
    [0] The code of the accounting office ({ $element }) is absent or empty; it must have 6 characters.
    [one] The code of the accounting office ({ $element }) is “{ $value }”, that is { $value-length } character; it must have 6.
   *[other] The code of the accounting office ({ $element }) is “{ $value }”, that is { $value-length } characters; it must have 6.
}
    .fix = Correct it in the settings of your software (your trésorerie gives you the right one), then generate the flux again.
PES-026 = { $value-length ->
    [0] The budget’s code ({ $element }) is absent or empty; it must have 2 characters.
    [one] The budget’s code ({ $element }) is “{ $value }”, that is { $value-length } character; it must have 2.
   *[other] The budget’s code ({ $element }) is “{ $value }”, that is { $value-length } characters; it must have 2.
}
    .fix = Correct it in the settings of your software (your trésorerie gives you the right one), then generate the flux again.
PES-027 = The file has { $value }, yet S2low accepts only { $expected }.
    .fix = Generate the flux as several files in your software, or remove attachments.
PES-028 = { $value-length ->
    [0] The yearly sum of the bordereau ({ $element }) is absent.
   *[other] The yearly sum of the bordereau ({ $element }) is { $value }: it must be above 0.
}
    .fix = The trésorerie demands it in a flux to be signed. Check the bordereau in your software, then generate the flux again.
PES-029 = The number of pieces that the bordereau announces ({ $element }) is { $value }, but it holds { $expected }.
    .fix = Compare with the bordereau in your software. If a piece is missing, generate the flux again.
PES-030 = The bordereau announces { $value } before tax ({ $element }), but its lines add up to { $expected }.
    .fix = Compare with the bordereau in your software before you sign.
PES-031 = { $value-length ->
    [0] The bordereau announces no tax ({ $element }), but its lines add up to { $expected }.
   *[other] The bordereau announces { $value } of tax ({ $element }), but its lines add up to { $expected }.
}
    .fix = Compare with the bordereau in your software before you sign.
PES-032 = The attachment “{ $value }”, said to be electronic, is not in the file.
    .fix = Check that it leaves in another flux, or correct the attachment in your software, then generate the flux again.
PES-033 = The attachment “{ $value }” is named by no mandat or titre of the file.
    .fix = Check in your software which piece it belongs to.
PES-034 = The content of the attachment ({ $element }) cannot be decoded (base64).
    .fix = Correct the attachment in your software, then generate the flux again.
PES-035 = The attachment is empty ({ $element }).
    .fix = Correct the attachment in your software, then generate the flux again.
PES-036 = Two attachments have the same identifier “{ $value }”.
    .fix = Correct the attachment in your software, then generate the flux again.
PES-037 = The SIRET of the body ({ $element }) is “{ $value }”, which is no SIRET: 14 digits, a key among them.
    .fix = Check it in the settings of your software.
PES-040 = The element { $element } does not exist at this place of a PES flux.
    .fix = The flux would be rejected. Tell the vendor of your software, and quote this remark.
PES-041 = The element { $element } is out of place, or stands there once too often.
    .fix = The flux would be rejected. Tell the vendor of your software, and quote this remark.
PES-042 = { $expected-length ->
    [0] The element { $element } is missing.
   *[other] The element { $element } is missing, before { $expected }.
}
    .fix = Complete this information in your software, then generate the flux again.
PES-043 = The element { $element } has no value (attribute V or MIMEType).
    .fix = Complete this information in your software, then generate the flux again.
PES-044 = { $value-length ->
    [0] The element { $element } is empty.
   *[other] The element { $element } is “{ $value }”.
} { $rule ->
    [text] It takes a text of at most { $max } characters, with something else than zeros.
    [alphanumeric] It takes letters without accents and digits, at most { $max } characters.
    [digits] It takes digits, at most { $max }.
    [number] It takes a whole number above 0, of at most { $max } digits.
    [amount] It takes an amount above 0, with at most two decimals.
    [amount-or-zero] It takes an amount of 0 or more, with at most two decimals.
    [rate] It takes a rate above 0 and below 100.
    [code] It takes one of the codes { $codes }.
    [date] It takes a date that exists, written YYYY-MM-DD.
    [year] It takes a year, of four digits.
    [boolean] It takes 0 or 1.
    [codique] It takes the number of the accounting office: 6 or 7 digits, or 02A or 02B and 3 or 4 digits.
    [budget] It takes a digit or a capital letter, then a digit.
    [bic] It takes a BIC: 8 or 11 characters, in capital letters.
    [iban] It takes an IBAN: two capital letters, two digits, then letters and digits, without spaces.
    [file-name] It takes a file name with an extension of 2 to 4 characters, of at most { $max } characters.
   *[characters] Some of its characters are not allowed, or it has more than { $max }.
}
    .fix = Correct this information in your software, then generate the flux again.
PES-045 = The element { $element } has an attribute { $value } that does not exist in a PES flux.
    .fix = The flux would be rejected. Tell the vendor of your software, and quote this remark.
PES-046 = The element { $element } holds a text, “{ $value }”, where there must be none.
    .fix = The file was probably changed after it was made. Generate the flux again in your software.
PES-047 = The elements of the file are in the namespace { $value }, yet they must be in none.
    .fix = The flux would be rejected. Tell the vendor of your software, and quote this remark.
PES-050 = The version { $element } is { $value }, yet the trésorerie takes only { $expected }.
    .fix = The flux would be rejected. Tell the vendor of your software, and quote this remark.
PES-051 = The bordereau is of type { $value } ({ $element }), which only answers of the trésorerie may have.
    .fix = Correct the bordereau in your software, then generate the flux again.
PES-052 = Two bordereaux of the same year and type have the number { $value }.
    .fix = Number them again in your software, then generate the flux again.
PES-053 = Two pieces of the bordereau have the number { $value }.
    .fix = Number them again in your software, then generate the flux again.
PES-054 = Two lines of the piece have the number { $value }.
    .fix = The flux would be rejected. Tell the vendor of your software, and quote this remark.
PES-060 = The payment is a transfer ({ $element } { $value }), but the third party has no bank account.
    .fix = Correct the piece in your software, then generate the flux again.
PES-061 = The means of payment ({ $element } { $value }) excludes a bank account, but the third party has one.
    .fix = Correct the piece in your software, then generate the flux again.
PES-062 = The third party’s RIB is incomplete, or its key ({ $value }) is wrong.
    .fix = Correct the third party’s bank account in your software, from its bank details, then generate the flux again.
PES-063 = There is a mistake in the third party’s IBAN, { $value }: its key is wrong.
    .fix = Correct the third party’s bank account in your software, from its bank details, then generate the flux again.
PES-064 = Of the account’s country and bank (IdPayInt and IdBancInt), only one is given.
    .fix = Correct the third party’s bank account in your software, from its bank details, then generate the flux again.
PES-065 = The third party’s account is abroad, but the BIC of its bank is missing.
    .fix = Correct the third party’s bank account in your software, from its bank details, then generate the flux again.
PES-066 = The creditor’s former ICS is “{ $value }”: it takes 6 digits, or 13 characters as in FR12ZZZ123456.
    .fix = Correct the piece in your software, then generate the flux again.
PES-070 = The third party is a person (CatTiers { $value }), but { $element ->
    [Civilite] its title
   *[other] its first name
} ({ $element }) is missing.
    .fix = Correct the third party’s record in your software, then generate the flux again.
PES-071 = The third party is no person (category { $value }), but has a title or a first name.
    .fix = Correct the third party’s record in your software, then generate the flux again.
PES-072 = { $value-length ->
    [0] The third party has an identifier (IdTiers), but the nature of it ({ $element }) is missing.
   *[other] The nature of the third party’s identifier is given ({ $element } { $value }), but the identifier (IdTiers) is missing.
}
    .fix = Correct the third party’s record in your software, then generate the flux again.
PES-073 = The third party’s identifier, “{ $value }”, has not the length or key of the nature given (SIRET, SIREN…).
    .fix = Correct the third party’s record in your software, then generate the flux again.
PES-074 = { $element ->
    [IdTiers] The third party has a number of the social security (NatIdTiers 04): it takes another one. In dépense, only a correcting mandat (TypPce 02) that cancels a titre (NatPce 09) allows it; in recette, a debtor who is the insured (CodAssDeb 1), or the insured (TypTiers 07).
   *[other] The third party’s identifier ({ $element } { $value }) is one of persons, but the third party is none (CatTiers 01).
}
    .fix = Correct the third party’s record in your software, then generate the flux again.
PES-075 = { $value-length ->
    [0] The third party resides abroad (CodRes 1), but its country ({ $element }) is missing.
   *[other] The third party resides in France (CodRes is not 1), but its country ({ $element }) is { $value }: it takes none, or 100.
}
    .fix = Correct the third party’s record in your software, then generate the flux again.
PES-076 = The third party’s postal code is “{ $value }”: it takes 5 digits, and 99999 abroad.
    .fix = Correct the third party’s record in your software, then generate the flux again.
PES-077 = The title “{ $value }” is not allowed any more.
    .fix = Correct the third party’s record in your software, then generate the flux again.
PES-078 = { $element ->
    [CatTiers] A birth is given, but the third party is no person ({ $element } { $value } in place of 01).
   *[other] The third party’s place of birth does not go with { $element }, which is { $value }: 1 takes MetropoleDomCom, 0 takes Etranger.
}
    .fix = Correct the third party’s record in your software, then generate the flux again.
PES-079 = The codes of the département and the commune of birth ({ $element } { $value }) do not go together: two and three characters in mainland France, three and two overseas.
    .fix = Correct the third party’s record in your software, then generate the flux again.
PES-080 = { $value-length ->
    [0] The original piece ({ $element }) is missing.
   *[other] The nature of the original piece ({ $element } { $value }) is not allowed here.
} To cancel, reduce or book in advance, it takes 01 or 02; 03 is of a piece made after payment (TypPce 05); 04, of a mandat of irrecoverable debts; 05, in recette, of a surcharge (01 09 01).
    .fix = Correct the piece in your software, then generate the flux again.
PES-081 = The line number of the original piece (IdLigneOrig) { $value-length ->
    [0] is missing
   *[other] is { $value }
}, which does not go with its nature (NatPceOrig): it takes one, from 1 on, for a mandat or a titre (01, 02, and 05 in dépense), and none otherwise.
    .fix = Correct the piece in your software, then generate the flux again.
PES-082 = The year of the original piece ({ $element } { $value }) does not go with that of the bordereau: to cancel or reduce (02 02 06), it takes the same one; to cancel a piece of a closed year (01 02 09), an earlier one.
    .fix = Correct the piece in your software, then generate the flux again.
PES-083 = The surcharge takes { $element } at 1 ({ $value-length ->
    [0] it is missing
   *[other] it is { $value }
}), a date (DteMajo), a rate (TxMajo) and an original piece of nature 05 (NatPceOrig) together, or none of them.
    .fix = Correct the piece in your software, then generate the flux again.
PES-084 = The number of the agreement ({ $element }) of this titre over several years is missing.
    .fix = Correct the piece in your software, then generate the flux again.
PES-085 = The number of a roll ({ $element }) is given, yet the titre is no summary with a roll.
    .fix = Correct the piece in your software, then generate the flux again.
PES-086 = What is asked for the notice of payment ({ $element } { $value }) does not go with the type of the titre.
    .fix = Correct the piece in your software, then generate the flux again.
PES-087 = What is asked for the notice of payment takes { $element ->
    [PJRef] an attachment (Edition { $value }, PJRef)
    [NumeroFacture] an invoice number (Edition { $value }, NumeroFacture)
    [IdTiers] the debtor’s SIRET (Edition { $value }, IdTiers of NatIdTiers 01)
   *[other] a debtor who is a person (Edition 05, CatTiers 01 in place of { $value })
}.
    .fix = Correct the piece in your software, then generate the flux again.
PES-088 = { $element ->
    [IdUnique] The attachment “{ $value }” is not of the type (TypePJ) that what is asked for the notice of payment takes: 006 for Edition 02, 007 for 03.
   *[other] What is asked for the notice of payment ({ $element } { $value }) takes an attachment that is announced with the type 010 (TypePJ of PJRef).
}
    .fix = Correct the attachment in your software, then generate the flux again.
PES-089 = { $element ->
    [Version] The version of the envelope ({ $element }) is { $value } in place of { $expected }.
    [IdConv] The number of the agreement ({ $element }) of this global mandat is missing.
    [InfoPrelevementSEPA] A direct debit is asked for ({ $element }), but no third party has a bank account.
    [NatPrel] The nature of the direct debit ({ $element } { $value }) is not that of its block: 01, handed in by the Trésor, goes with InfoPrelevementSEPA; 02, handed in by the ordonnateur, with InfoPrelevement.
    [TxTva] The rate of tax ({ $element }) of this line, which has tax (MtTVA), is missing.
   *[other] { $element } and AncienIBAN are given together: it takes one of them only.
}
    .fix = Check it in your software before signing.
PES-090 = The version of the attachments ({ $element }) is { $value }, yet the trésorerie takes only { $expected }.
    .fix = The flux would be rejected. Tell the vendor of your software, and quote this remark.
PES-091 = { $element ->
    [RefCompta] An attachment of type 012 or 013 (CFU) must say what it refers to: { $element } is missing.
   *[other] The type { $value } of the attachment does not go with the domain that it refers to: 003 to 006 go with 01, 002, 006 to 008, 010 and 011 with 02, 001, 012 and 013 with 04, 009 with 06.
}
    .fix = Correct the attachment in your software, then generate the flux again.
PES-092 = The attachment “{ $value }” is said to be on paper or on a disc, but is in the file.
    .fix = Correct the attachment in your software, then generate the flux again.
PES-093 = The name of the attachment “{ $value }” has no extension of 1 to 4 characters, such as .pdf.
    .fix = Correct the attachment in your software, then generate the flux again.
PES-094 = { $value-length ->
    [0] The attachment does not say what it refers to: { $element } is missing in RefCompta.
   *[other] { $element ->
        [Domaine] The attachment refers to the domain { $value }, which is not that of the flux.
        [TypeObjet] The attachment refers to a type { $value } ({ $element }) that its domain or its own type (TypePJ) does not allow.
       *[other] The number that the attachment refers to ({ $element } { $value }) is not of the form that its domain asks for: 5 to 14 characters for a marché, the year for a CFU.
    }
}
    .fix = Correct the attachment in your software, then generate the flux again.
PES-100 = { $element } is missing in the marché or the invoice, yet its kind asks for it.
    .fix = Correct the marché or the invoice in your software, then generate the flux again.
PES-101 = { $tag ->
    [MontantHTEstime] The estimated amount of the marché ({ $element }) is { $value }: it takes the sum of its buyers’, and at least the amount notified, that is { $expected }.
   *[other] The amount { $element } of the marché is { $value }, yet those of the contractors and subcontractors add up to { $expected }.
}
    .fix = Correct the marché or the invoice in your software, then generate the flux again.
PES-102 = { $element } “{ $value }” is there twice.
    .fix = Correct the marché or the invoice in your software, then generate the flux again.
PES-103 = The amount { $element } of a notice of payment is { $value }: it must { $tag ->
    [MtTVA] not be negative
   *[other] be above 0
}.
    .fix = Correct the marché or the invoice in your software, then generate the flux again.
PES-104 = Notices of payment must name one centre of collection and one of public finances, and no other ({ $element } 25 and 26).
    .fix = Correct the marché or the invoice in your software, then generate the flux again.
PES-105 = { $value-length ->
    [0] { $element }
   *[other] { $element } { $value }
} does not go with the rest: { $tag ->
    [IdAcheteur] no buyer of the marché has this number
    [IdTitulaire] no contractor of the marché has this number
    [IdSousTraitant] no subcontractor of the marché has this number
    [NbEntreprisesGroupees] it takes some with TypeGroupement 02 or 03, and none otherwise
    [IdContrat] it is the number of the framework agreement, not of the marché under it
    [CaractereCorrectifEnregistrement] what is sent first (SequenceEnvoi 1) corrects nothing
    [ModeRecouvrement] a notice for a patient (TypeFact 10) is paid without slip (1)
    [MtTotalTTC] above €150,000, a notice is paid without slip (ModeRecouvrement 1)
    [RefBdf] with a slip (ModeRecouvrement 0), it takes an ICS, such as FR12ZZZ123456
    [CodRes] the emitter and the third parties of a notice are in France (0)
    [IBAN] the account of the debtor of a notice is French
    [DossierPatient] only invoices of patients (TypeFact 10) have it
    [LigneFacturePatient] only invoices of patients (TypeFact 10) have it
    [Quantite] it takes 6 digits at most
    [Quantite2] it takes 6 digits at most
   *[other] the address of a centre of collection (TypTiers 25) has none
}.
    .fix = Correct the marché or the invoice in your software, then generate the flux again.
PES-106 = { $value-length ->
    [0] { $element }
   *[other] { $element } { $value }
} does not seem to go with the rest of the marché or the concession.
    .fix = Check it in your software before signing.

## What the signatures are worth

VER-001 = The signature { $signature } no longer matches what it covers ({ $value }): the file changed after it was signed.
    .fix = Find the file as it was signed, or generate the flux again and have it signed.
VER-002 = The signature { $signature } was not made by the key of its certificate, or it was changed.
    .fix = Find the file as it was signed, or generate the flux again and have it signed.
VER-003 = The signature { $signature } covers { $value }, which is not in the file.
    .fix = Find the file as it was signed, or generate the flux again and have it signed.
VER-004 = The signature { $signature } covers { $value }, an identifier that several elements share: it cannot be told which one is signed.
    .fix = Generate the flux again and have it signed. If this happens again, tell the vendor of your software.
VER-005 = { $value-length ->
    [0] The signature { $signature } follows a method that this check does not know.
   *[other] The signature { $signature } follows a method that this check does not know ({ $value }).
}
    .fix = Generate the flux again and have it signed by the method of the DGFiP’s current policy.
VER-006 = { $signature-length ->
    [0] The file has more signatures than this check examines.
   *[other] In the signature { $signature }, a part is missing, not in its place, or cannot be read.
}
    .fix = Find the file as it was signed, or generate the flux again and have it signed.
VER-007 = The signature { $signature } does not contain the signer’s certificate, or it cannot be read.
    .fix = Generate the flux again and have it signed.
VER-008 = The signature { $signature } does not cover the element that it stands in.
    .fix = It was probably moved. Generate the flux again and have it signed.
VER-009 = The signature { $signature } stands neither at the end of the flux nor in a bordereau.
    .fix = It was probably moved. Generate the flux again and have it signed.
VER-010 = The signature { $signature } does not cover its own statements: date, role and place may have been changed.
    .fix = Generate the flux again and have it signed.
VER-011 = The signature { $signature } covers an element that has one already. The policy of the DGFiP allows a single one.
    .fix = Generate the flux again and have it signed only once.
VER-012 = The signature { $signature } has no identifier (attribute Id), which S2low needs.
    .fix = Generate the flux again and have it signed.
VER-013 = The file changed while it was checked.
    .fix = Wait until nothing writes to the file any more, then start again.
VER-020 = The signature { $signature } uses SHA-1, which the DGFiP has refused since 1 September 2018.
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-021 = The signature { $signature } does not use the method that the policy of the DGFiP fixes ({ $value }).
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-022 = The certificate of the signature { $signature } was not valid on the date of the signature.
    .fix = Have it signed again with a certificate that is valid, and check the clock of the signer’s computer.
VER-023 = The signature { $signature } announces another certificate than the one it contains (the fingerprint differs).
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-024 = The signature { $signature } announces the certificate number { $value }, which is not that of its certificate.
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-025 = The signature { $signature } does not write the name of the certificate’s authority as the trésorerie compares it ({ $value }).
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-026 = { $value-length ->
    [0] The signature { $signature } follows a version of the format that the trésorerie does not know.
   *[other] The signature { $signature } follows a version of the format that the trésorerie does not know ({ $value }).
}
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-027 = { $value-length ->
    [0] The signature { $signature } does not say when it was made.
   *[other] The date of the signature { $signature } cannot be read (“{ $value }”).
}
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-028 = { $value-length ->
    [0] The signature { $signature } names no signature policy.
   *[other] The signature { $signature } names a signature policy ({ $value }) that is not the DGFiP’s current one.
}
    .fix = Ask the trésorerie whether it accepts it, or have it signed again with an up-to-date tool.
VER-029 = The signature { $signature } names the right policy of the DGFiP, but with a fingerprint that is not its own.
    .fix = Ask the trésorerie whether it accepts it, or have it signed again with an up-to-date tool.
VER-030 = The signature { $signature } does not say in which role the signer signs.
    .fix = Have it signed again with the signer’s role, for instance Maire.
VER-031 = The signature { $signature } does not say completely where it was made: city, postal code or country is missing.
    .fix = Have it signed again with the city and the postal code.
VER-032 = The certificate of the signature { $signature } is not meant for signing. The trésorerie may refuse the signature.
    .fix = Have it signed with the signer’s signing certificate; some authorities issue two.
VER-033 = { $value-length ->
    [0] No intact signature covers a bordereau without number.
   *[other] No intact signature covers bordereau { $value }.
}
    .fix = Check whether it should be signed. If so, generate the flux again and have everything signed.
VER-034 = The authority that issued the certificate was not checked.
    .fix = S2low and the trésorerie check it on receipt. To check it here, name the authorities that you trust.
VER-035 = The certificate of the signature { $signature } was not issued by a trusted authority ({ $value }).
    .fix = Check that the authorities named are complete, or have it signed with a certificate of an authority that is accepted.
VER-036 = The signature { $signature } uses a form of the text that the policy of the DGFiP does not admit ({ $value }).
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-037 = The signature { $signature } follows the DGFiP’s former policy, refused since 1 September 2018.
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-038 = The signature { $signature } does not use the prefix “xad” for the version of XAdES that it follows: the DGFiP’s tool cannot read it.
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-039 = The signature { $signature } bears several sets of particulars (date, role, place): only the first was read.
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-040 = The date of the signature { $signature } is not in universal time ({ $value }), as the policy asks.
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-041 = The particulars of the signature { $signature } do not name this signature ({ $value }): S2low does not find the date in them and judges the certificate at today’s.
    .fix = Nothing to do if the certificate is still valid. If not, have it signed again with an up-to-date tool.
VER-042 = The signature { $signature } does not say where the text of the policy is.
    .fix = Ask the trésorerie whether it accepts it, or have it signed again with an up-to-date tool.
VER-043 = The certificate of the signature { $signature } is not valid today. STELA would refuse it; the trésorerie judges at the date of the signature, and so does S2low if it finds it.
    .fix = If the file is still to be sent through STELA, have it signed again with a valid certificate.
VER-044 = The file is signed although it was not prepared for signing (InfoDematerialisee): the trésorerie rejects it.
    .fix = Tick “Fichier à signer” in your software, generate the flux again and have it signed.
VER-045 = The signature { $signature } does not refer to exactly two elements: what it covers and its own particulars.
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-046 = Two elements of the file have the same identifier ({ $value }).
    .fix = Generate the flux again and have it signed. If this happens again, tell the vendor of your software.
VER-047 = The particulars of the signature { $signature } are not in the order or form that the PES schema fixes.
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-048 = In the signature { $signature }, what is signed is not named first: S2low does not find it.
    .fix = Generate the flux again and have it signed with an up-to-date tool.
VER-049 = The signature { $signature } covers the whole file, of which bordereaux are signed already. The DGFiP’s policy provides for the one or the other.
    .fix = Ask the trésorerie whether it accepts it. If not, generate the flux again and have it signed once.
VER-050 = The tool by which S2low verifies signatures refuses this file, because of “{ $value }”.
    .fix = Generate the flux again and have it signed. If this happens again, tell the vendor of your software.
VER-051 = S2low does not find the date of the signature { $signature } and judges the certificate at today’s, at which it would not accept it.
    .fix = Have it signed again with an up-to-date tool and a valid certificate.
VER-052 = The file is not signed.
    .fix = Have it signed, if the trésorerie expects a signed file.
VER-053 = The file says that it is signed (InfoDematerialisee), and is not: the trésorerie rejects it.
    .fix = Have it signed.
VER-054 = The file is not as the PES schema has it ({ $value }): the trésorerie rejects it.
    .fix = Choose it in step 1 to see each fault, correct them in your software and have it signed again.
VER-055 = The certificate of the signature { $signature } is not at the beginning of the key information, where the DGFiP’s tool looks for it.
    .fix = Generate the flux again and have it signed with an up-to-date tool.

## The certificate file

P12-001 = Wrong password for { $name }. It is the one that you chose to protect the certificate when you downloaded it, neither that of the portal nor the revocation code.
    .fix = Type it again and mind the capitals. If it is lost, a new certificate must be requested.
P12-002 = { $what ->
    [empty] { $name } is empty (0 bytes).
    [large] { $name } is too large for a certificate file (more than 1 MB).
    [certificate] { $name } contains a certificate without its secret key (a .cer or .crt file). It serves to recognise the signer, not to sign.
    [pem] { $name } contains a certificate without its secret key, in text form (.pem). It serves to recognise the signer, not to sign.
    [request] { $name } is a request for a certificate (.csr), not a certificate.
    [key] { $name } contains a secret key outside of a certificate file (.pem, .key or .der).
    [list] { $name } contains a list of certificates without secret key (a .p7b file). It serves to recognise signers, not to sign.
    [java] { $name } is a Java key store (.jks).
    [xml] { $name } is a PES file, or another XML file, not a certificate.
   *[unknown] { $name } is not a certificate file (.p12 or .pfx).
}
    .fix = { $what ->
        [empty] Copy it again from its original place.
        [request] Pass it on to the authority that issues certificates; the certificate that it returns is what will serve, where the request was made.
        [key] Choose the .p12 or .pfx file, which holds key and certificate together; your IT staff can make one.
        [xml] It may be the file to be signed: add it as a PES file, and choose the signer’s .p12 or .pfx file here.
        [certificate] Choose the .p12 or .pfx file that came with it.
        [pem] Choose the .p12 or .pfx file that came with it.
        [list] Choose the .p12 or .pfx file that came with it.
        [java] Ask your IT staff to export it as .p12, then choose that file.
       *[other] Choose the signer’s file whose name ends in .p12 or .pfx.
    }
P12-003 = { $name } is damaged or incomplete.
    .fix = Copy it again from its original place, or download it again.
P12-004 = { $name } is protected in a way that this program does not know ({ $algorithm }).
    .fix = Export the certificate again from Windows or Firefox in the way offered by default, then choose the new file.
P12-005 = { $name } contains a certificate without its secret key.
    .fix = Export it again and tick “Export the private key”, or look for the file as it was first downloaded.
P12-006 = { $name } contains a secret key without certificate.
    .fix = Look for the file as it was first downloaded, which holds both.
P12-007 = The key of { $name } ({ $algorithm }) is not of the kind that the DGFiP accepts for a PES (RSA).
    .fix = Request an RSA certificate, such as those that the DGFiP issues free of charge.
P12-008 = The key of { $name } is too short: { $bits } bits, while 2048 at least are needed.
    .fix = Request a new certificate.
P12-009 = The key of { $name } is too long: more than 8192 bits.
    .fix = Request a certificate with a key of 2048 to 4096 bits.
P12-010 = { $name } is protected by a password.
    .fix = Type the one that you chose to protect the certificate when you downloaded it.
P12-011 = In { $name }, the secret key and the certificate do not belong together.
    .fix = Look for the file as it was first downloaded, or request a new certificate.
P12-012 = { $name } asks for { $rounds } rounds of computing to check the password: more than any known program does.
    .fix = Check where this file comes from. If it is yours, export the certificate again in the way offered by default.
P12-013 = The integrity check of { $name } is too weak to prove that the file was not changed.
    .fix = Export the certificate again from the program that keeps it, and use no file of unknown origin.
P12-014 = This password opens { $name }, but the secret key inside has another one.
    .fix = Ask your IT staff to export key and certificate under one password.

## The certificate

CRT-001 = The certificate cannot be read: it is damaged, or it is something else.
    .fix = Copy the certificate file again from its original place.
CRT-002 = The key of this certificate is not of the kind that the DGFiP accepts for a PES (RSA).
    .fix = Request an RSA certificate, such as those that the DGFiP issues free of charge.
CRT-003 = This certificate expires { $days ->
    [0] today
    [one] tomorrow
   *[other] in { $days } days
}, on { $date }.
    .fix = Ask for its successor now: it takes a few days.
CRT-004 = This certificate is not meant for signing. The trésorerie may refuse the signature.
    .fix = Choose the signer’s signing certificate; some authorities issue two.
CRT-005 = This certificate is an authority’s: it serves to issue other certificates, not to sign a PES.
    .fix = Choose the certificate issued to the ordonnateur in person.
CRT-006 = This certificate is sealed in an old way (SHA-1) that is known to be forgeable. The trésorerie may refuse it.
    .fix = Request a new certificate.
CRT-007 = No authority issued this certificate. The trésorerie would refuse the signature.
    .fix = Request a certificate from a recognised authority, or the DGFiP’s free one.
CRT-008 = This certificate does not name a person: { $name }. The DGFiP’s policy demands the signer’s surname and first name.
    .fix = Choose a certificate issued to the ordonnateur in person.
CRT-009 = The authority that issued this certificate, { $name }, is none of those that are recognised here. S2low may refuse the signature.
    .fix = Ask your S2low operator whether this authority is admitted, or choose another certificate.

## The signature

SIG-001 = The signer’s role is empty, longer than 200 characters, or contains a character that cannot be written.
    .fix = Give the signer’s role, for instance Maire.
SIG-002 = The city is empty, longer than 200 characters, or contains a character that cannot be written.
    .fix = Give the city where the signature takes place.
SIG-003 = The postal code is empty, longer than 200 characters, or contains a character that cannot be written.
    .fix = Give the postal code of the city where the signature takes place, for instance 57590.
SIG-004 = The country is empty, longer than 200 characters, or contains a character that cannot be written.
    .fix = Give the country where the signature takes place, for instance France.
SIG-010 = The file cannot be signed as it is.
    .fix = See what was said when the file was read.
SIG-011 = The file was not yet read to its end for the signature asked for.
    .fix = Choose the file again and start over.
SIG-012 = The name of the certificate contains a character that cannot be written into a signature.
    .fix = Request a new certificate from the authority that issued it.
SIG-013 = The key of the certificate could not sign.
    .fix = Open the certificate file again and start over.
SIG-014 = This certificate expired on { $date }. A signature made with it would be refused.
    .fix = Request a new certificate. If today’s date seems wrong on this computer, have it corrected first.
SIG-015 = This certificate is valid from { $date } only.
    .fix = Wait for that date. If it has passed, the clock of this computer is slow: have it corrected.
SIG-016 = The signed file, read again from the start, is not as it should be. It was not kept.
    .fix = Start over. If this happens again, give the technical detail to the person who runs S2low.
