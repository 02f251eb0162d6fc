### Les mots des codes. Le message dit ce qui est ; « .fix » dit quoi faire maintenant.
### $value-length, le nombre de caractères de $value, vaut 0 quand la valeur est absente.

## Le fichier ne peut pas être lu comme un fichier XML

XML-001 = Le fichier est vide, ou n’est pas un fichier XML : aucun élément ne s’y trouve.
    .fix = Choisissez le fichier exporté par votre logiciel de comptabilité, ou générez le flux à nouveau.
XML-002 = Le fichier s’arrête trop tôt, à la ligne { $line } : il en manque la fin.
    .fix = Copiez-le à nouveau depuis son emplacement d’origine, ou générez le flux à nouveau.
XML-003 = Le fichier commence par du texte qui n’est pas du XML (ligne { $line }) : ce n’est pas un fichier PES.
    .fix = Choisissez le fichier exporté par votre logiciel de comptabilité, dont le nom finit en général par .xml.
XML-004 = Le fichier continue après la fin du flux, à la ligne { $line }.
    .fix = Il a sans doute été modifié ou assemblé après sa création. Générez le flux à nouveau dans votre logiciel.
XML-005 = Le fichier contient une déclaration DOCTYPE (ligne { $line }). Elle pourrait faire dire au fichier autre chose que ce qui vous est montré : elle n’est pas acceptée.
    .fix = Générez le flux à nouveau. Si la déclaration y est encore, prévenez l’éditeur de votre logiciel : un PES n’en contient pas.
XML-006 = La première ligne du fichier, celle qui commence par « <?xml », est mal écrite (ligne { $line }, colonne { $column }).
    .fix = Générez le flux à nouveau. Si cela se reproduit, prévenez l’éditeur de votre logiciel.
XML-007 = Le fichier annonce un codage de caractères que ce programme ne connaît pas (ligne { $line }).
    .fix = Générez le flux à nouveau avec le codage ISO-8859-1 ; c’est un réglage de votre logiciel.
XML-008 = Le fichier est écrit en UTF-16 ou en UTF-32, que ni S2low ni la trésorerie n’acceptent.
    .fix = Générez le flux à nouveau avec le codage ISO-8859-1 ; c’est un réglage de votre logiciel.
XML-009 = À la ligne { $line }, colonne { $column }, un caractère ne correspond pas au codage que le fichier annonce.
    .fix = Le fichier a sans doute été modifié ou converti après sa création. Générez le flux à nouveau, sans l’ouvrir dans un autre logiciel.
XML-010 = À la ligne { $line }, colonne { $column }, se trouve un caractère que XML n’admet pas.
    .fix = Il vient souvent d’un texte collé dans un libellé. Effacez ce libellé dans votre logiciel, saisissez-le à nouveau, puis générez le flux à nouveau.
XML-011 = À la ligne { $line }, colonne { $column }, un nom d’élément ou d’attribut est mal écrit.
    .fix = Le fichier a sans doute été modifié après sa création. Générez le flux à nouveau dans votre logiciel.
XML-012 = À la ligne { $line }, colonne { $column }, une balise est mal écrite.
    .fix = Le fichier a sans doute été modifié après sa création. Générez le flux à nouveau dans votre logiciel.
XML-013 = À la ligne { $line }, colonne { $column }, un attribut est mal écrit.
    .fix = Cherchez dans votre logiciel le libellé de cet endroit : un guillemet ou un signe « < » peut en être la cause. Corrigez-le, puis générez le flux à nouveau.
XML-014 = À la ligne { $line }, colonne { $column }, le même attribut figure deux fois sur un élément.
    .fix = Générez le flux à nouveau. Si cela se reproduit, prévenez l’éditeur de votre logiciel.
XML-015 = À la ligne { $line }, colonne { $column }, la balise de fin n’est pas celle de l’élément ouvert.
    .fix = Le fichier a sans doute été modifié après sa création. Générez le flux à nouveau dans votre logiciel.
XML-016 = À la ligne { $line }, colonne { $column }, un signe « & » n’est pas écrit comme XML le demande (« &amp; »).
    .fix = Cherchez dans votre logiciel le libellé de cet endroit et remplacez le signe « & » par « et », puis générez le flux à nouveau.
XML-017 = À la ligne { $line }, colonne { $column }, une abréviation de la forme « &…; » est inconnue de XML.
    .fix = Cherchez dans votre logiciel le libellé de cet endroit et saisissez-le à nouveau, puis générez le flux à nouveau.
XML-018 = À la ligne { $line }, colonne { $column }, un texte contient la suite de signes « ]]> », que XML n’admet pas.
    .fix = Cherchez dans votre logiciel le libellé de cet endroit et retirez ces signes, puis générez le flux à nouveau.
XML-019 = À la ligne { $line }, colonne { $column }, un commentaire est mal écrit.
    .fix = Le fichier a sans doute été modifié après sa création. Générez le flux à nouveau dans votre logiciel.
XML-020 = À la ligne { $line }, colonne { $column }, une instruction de la forme « <?…?> » est mal écrite.
    .fix = Le fichier a sans doute été modifié après sa création. Générez le flux à nouveau dans votre logiciel.
XML-021 = À la ligne { $line }, colonne { $column }, une balise qui commence par « <! » n’est pas à sa place ou est mal écrite.
    .fix = Le fichier a sans doute été modifié après sa création. Générez le flux à nouveau dans votre logiciel.
XML-022 = À la ligne { $line }, colonne { $column }, le début d’un nom, avant les deux-points, n’est déclaré nulle part.
    .fix = Générez le flux à nouveau. Si cela se reproduit, prévenez l’éditeur de votre logiciel.
XML-023 = À la ligne { $line }, colonne { $column }, une déclaration « xmlns » n’est pas permise.
    .fix = Générez le flux à nouveau. Si cela se reproduit, prévenez l’éditeur de votre logiciel.
XML-024 = À la ligne { $line }, une seule balise dépasse 1 Mo : un fichier PES n’en contient pas d’aussi longue.
    .fix = Vérifiez que vous avez choisi le bon fichier. Si c’est bien le flux, prévenez l’éditeur de votre logiciel.
XML-025 = À la ligne { $line }, plus de 256 éléments sont emboîtés les uns dans les autres, ou leurs balises dépassent ensemble 4 Mo : un fichier PES n’en contient pas tant.
    .fix = Vérifiez que vous avez choisi le bon fichier. Si c’est bien le flux, prévenez l’éditeur de votre logiciel.
XML-026 = À la ligne { $line }, un élément porte trop d’attributs ou de déclarations : un fichier PES n’en contient pas tant.
    .fix = Vérifiez que vous avez choisi le bon fichier. Si c’est bien le flux, prévenez l’éditeur de votre logiciel.
XML-027 = À la ligne { $line }, l’adresse d’un espace de noms n’est pas complète : le fichier n’a pas de forme canonique.
    .fix = Prévenez l’éditeur de votre logiciel.

## Ce que dit le flux, et ce qui le ferait refuser

PES-001 = { $element ->
    [PES_Aller] Ce fichier n’est pas un flux PES à signer : son premier élément, PES_Aller, n’est pas dans l’espace de noms du PES.
   *[other] Ce fichier n’est pas un flux PES à signer : son premier élément est { $element }, au lieu de PES_Aller.
}
    .fix = Choisissez le flux que votre logiciel a généré pour la trésorerie.
PES-002 = Ce fichier est une réponse ({ $element }) : il se lit ici, mais il n’y a rien à y signer.
    .fix = Choisissez le flux que vous envoyez à la trésorerie.
PES-003 = Ce fichier est déjà signé. La politique de la DGFiP n’admet qu’une signature.
    .fix = Envoyez-le tel quel. Pour le faire signer par une autre personne, générez le flux à nouveau.
PES-004 = { $element ->
    [Bordereau] Le bordereau ne peut pas être signé : il n’a pas d’identifiant (attribut Id).
   *[other] Le fichier ne peut pas être signé en entier : l’élément { $element } n’a pas d’identifiant (attribut Id).
}
    .fix = Cochez « Fichier à signer » dans votre logiciel avant de générer le flux. Si l’identifiant manque encore, prévenez l’éditeur de votre logiciel.
PES-005 = L’identifiant « { $value } » de l’élément { $element } ne suit pas la règle : il commence par une lettre, sans espace ni deux-points.
    .fix = Générez le flux à nouveau. Si cela se reproduit, prévenez l’éditeur de votre logiciel, qui donne ces identifiants.
PES-006 = L’identifiant « { $value } » sert à plusieurs éléments du fichier : on ne saurait pas lequel est signé.
    .fix = Générez le flux à nouveau. Si cela se reproduit, prévenez l’éditeur de votre logiciel, qui donne ces identifiants.
PES-007 = L’élément { $element } « { $value } » est vide : il n’y a rien à y signer.
    .fix = Vérifiez la sélection faite dans votre logiciel avant de générer le flux.
PES-008 = Le fichier contient plus de 20 000 bordereaux.
    .fix = Générez le flux en plusieurs fichiers dans votre logiciel.
PES-009 = Le fichier ne contient aucun bordereau de dépense ou de recette, alors que la signature par bordereau est demandée.
    .fix = Demandez la signature du fichier entier, ou vérifiez la sélection faite dans votre logiciel avant de générer le flux.
PES-010 = L’espace de noms « { $value } » n’a pas une adresse complète : S2low refuserait toute signature de ce fichier.
    .fix = Prévenez l’éditeur de votre logiciel, qui donne ces adresses.
PES-012 = { $value-length ->
    [0] Le fichier n’a pas été préparé pour la signature (InfoDematerialisee est absent ou vide).
   *[other] Le fichier n’a pas été préparé pour la signature (InfoDematerialisee vaut { $value }).
}
    .fix = Cochez « Fichier à signer » dans votre logiciel avant de générer le flux, ou acceptez la correction si elle est proposée ici.
PES-018 = Le fichier ne commence pas par sa première ligne, celle qui commence par « <?xml » : quelque chose se trouve avant.
    .fix = Acceptez la correction si elle est proposée ici, ou générez le flux à nouveau.
PES-019 = Le fichier commence par une marque (BOM) que le codage ISO-8859-1 ne connaît pas.
    .fix = Acceptez la correction si elle est proposée ici, ou générez le flux à nouveau.
PES-020 = { $value ->
    [ISO-8859-1] Le codage ISO-8859-1 est annoncé trop loin : S2low le cherche dans les 50 premiers caractères du fichier.
   *[other] Le fichier n’annonce pas le codage ISO-8859-1, que S2low exige, mais { $value }.
}
    .fix = Acceptez la correction si elle est proposée ici, ou générez le flux à nouveau avec le codage ISO-8859-1 ; c’est un réglage de votre logiciel.
PES-021 = Le fichier ne contient ni bordereau, ni pièce jointe, ni marché : S2low le refuserait.
    .fix = Vérifiez la sélection faite dans votre logiciel avant de générer le flux.
PES-022 = Le nom interne du fichier ({ $element }) est absent ou vide : S2low refuserait le fichier.
    .fix = Générez le flux à nouveau. Si cela se reproduit, prévenez l’éditeur de votre logiciel.
PES-023 = { $value-length ->
    [0] Le code collectivité ({ $element }) est absent ou vide ; il en faut 3 caractères.
    [one] Le code collectivité ({ $element }) vaut « { $value } », soit { $value-length } caractère ; il en faut 3.
   *[other] Le code collectivité ({ $element }) vaut « { $value } », soit { $value-length } caractères ; il en faut 3.
}
    .fix = Corrigez-le dans les réglages de votre logiciel (votre trésorerie vous donne le bon), puis générez le flux à nouveau.
PES-024 = Le numéro SIRET de la collectivité ({ $element }) vaut « { $value } », soit { $value-length } caractères ; il en faut 14 au plus.
    .fix = Corrigez-le dans les réglages de votre logiciel, puis générez le flux à nouveau.
PES-025 = { $value-length ->
    [0] Le code du poste comptable ({ $element }) est absent ou vide ; il en faut 6 caractères.
    [one] Le code du poste comptable ({ $element }) vaut « { $value } », soit { $value-length } caractère ; il en faut 6.
   *[other] Le code du poste comptable ({ $element }) vaut « { $value } », soit { $value-length } caractères ; il en faut 6.
}
    .fix = Corrigez-le dans les réglages de votre logiciel (votre trésorerie vous donne le bon), puis générez le flux à nouveau.
PES-026 = { $value-length ->
    [0] Le code budget ({ $element }) est absent ou vide ; il en faut 2 caractères.
    [one] Le code budget ({ $element }) vaut « { $value } », soit { $value-length } caractère ; il en faut 2.
   *[other] Le code budget ({ $element }) vaut « { $value } », soit { $value-length } caractères ; il en faut 2.
}
    .fix = Corrigez-le dans les réglages de votre logiciel (votre trésorerie vous donne le bon), puis générez le flux à nouveau.
PES-027 = Le fichier fait { $value }, alors que S2low n’accepte que { $expected }.
    .fix = Générez le flux en plusieurs fichiers dans votre logiciel, ou retirez des pièces jointes.
PES-028 = { $value-length ->
    [0] Le cumul annuel du bordereau ({ $element }) est absent.
   *[other] Le cumul annuel du bordereau ({ $element }) vaut { $value } : il en faut un supérieur à 0.
}
    .fix = Dans un flux à signer, la trésorerie l’exige. Vérifiez le bordereau dans votre logiciel, puis générez le flux à nouveau.
PES-029 = Le nombre de pièces que le bordereau annonce ({ $element }) est { $value }, mais il en contient { $expected }.
    .fix = Comparez avec le bordereau dans votre logiciel. Si une pièce manque, générez le flux à nouveau.
PES-030 = Le bordereau annonce { $value } hors taxes ({ $element }), mais ses lignes font { $expected }.
    .fix = Comparez avec le bordereau dans votre logiciel avant de signer.
PES-031 = { $value-length ->
    [0] Le bordereau n’annonce pas de TVA ({ $element }), mais ses lignes en font { $expected }.
   *[other] Le bordereau annonce { $value } de TVA ({ $element }), mais ses lignes font { $expected }.
}
    .fix = Comparez avec le bordereau dans votre logiciel avant de signer.
PES-032 = La pièce jointe « { $value } », annoncée sous forme électronique, ne se trouve pas dans le fichier.
    .fix = Vérifiez qu’elle part dans un autre flux, ou corrigez la pièce jointe dans votre logiciel, puis générez le flux à nouveau.
PES-033 = La pièce jointe « { $value } » n’est annoncée par aucun mandat ni titre du fichier.
    .fix = Vérifiez dans votre logiciel à quelle pièce elle appartient.
PES-034 = Le contenu de la pièce jointe ({ $element }) ne peut pas être décodé (base64).
    .fix = Corrigez la pièce jointe dans votre logiciel, puis générez le flux à nouveau.
PES-035 = La pièce jointe est vide ({ $element }).
    .fix = Corrigez la pièce jointe dans votre logiciel, puis générez le flux à nouveau.
PES-036 = Deux pièces jointes portent le même identifiant « { $value } ».
    .fix = Corrigez la pièce jointe dans votre logiciel, puis générez le flux à nouveau.
PES-037 = Le numéro SIRET de la collectivité ({ $element }) vaut « { $value } », qui n’est pas un SIRET : 14 chiffres, dont une clé.
    .fix = Vérifiez-le dans les réglages de votre logiciel.
PES-040 = L’élément { $element } n’existe pas à cet endroit d’un flux PES.
    .fix = Le flux serait rejeté. Prévenez l’éditeur de votre logiciel, en lui citant cette remarque.
PES-041 = L’élément { $element } n’est pas à sa place, ou y figure une fois de trop.
    .fix = Le flux serait rejeté. Prévenez l’éditeur de votre logiciel, en lui citant cette remarque.
PES-042 = { $expected-length ->
    [0] Il manque l’élément { $element }.
   *[other] Il manque l’élément { $element }, avant { $expected }.
}
    .fix = Complétez cette information dans votre logiciel, puis générez le flux à nouveau.
PES-043 = L’élément { $element } n’a pas de valeur (attribut V ou MIMEType).
    .fix = Complétez cette information dans votre logiciel, puis générez le flux à nouveau.
PES-044 = { $value-length ->
    [0] L’élément { $element } est vide.
   *[other] L’élément { $element } vaut « { $value } ».
} { $rule ->
    [text] Il faut un texte de { $max } caractères au plus, avec autre chose que des zéros.
    [alphanumeric] Il faut des lettres sans accent et des chiffres, { $max } caractères au plus.
    [digits] Il faut des chiffres, { $max } au plus.
    [number] Il faut un nombre entier supérieur à 0, de { $max } chiffres au plus.
    [amount] Il faut un montant supérieur à 0, avec deux décimales au plus.
    [amount-or-zero] Il faut un montant positif ou nul, avec deux décimales au plus.
    [rate] Il faut un taux supérieur à 0 et inférieur à 100.
    [code] Il faut l’un des codes { $codes }.
    [date] Il faut une date qui existe, écrite AAAA-MM-JJ.
    [year] Il faut une année, sur quatre chiffres.
    [boolean] Il faut 0 ou 1.
    [codique] Il faut le numéro du poste comptable : 6 ou 7 chiffres, ou 02A ou 02B suivi de 3 ou 4 chiffres.
    [budget] Il faut un chiffre ou une majuscule, puis un chiffre.
    [bic] Il faut un code BIC : 8 ou 11 caractères, en majuscules.
    [iban] Il faut un IBAN : deux majuscules, deux chiffres, puis des lettres et des chiffres, sans espace.
    [file-name] Il faut un nom de fichier avec une extension de 2 à 4 caractères, de { $max } caractères au plus.
   *[characters] Certains de ses caractères ne sont pas admis, ou il en a plus de { $max }.
}
    .fix = Corrigez cette information dans votre logiciel, puis générez le flux à nouveau.
PES-045 = L’élément { $element } porte un attribut { $value } qui n’existe pas dans un flux PES.
    .fix = Le flux serait rejeté. Prévenez l’éditeur de votre logiciel, en lui citant cette remarque.
PES-046 = L’élément { $element } contient un texte, « { $value } », là où il n’en faut pas.
    .fix = Le fichier a sans doute été modifié après sa création. Générez le flux à nouveau dans votre logiciel.
PES-047 = Les éléments du fichier sont dans l’espace de noms { $value }, alors qu’ils ne doivent être dans aucun.
    .fix = Le flux serait rejeté. Prévenez l’éditeur de votre logiciel, en lui citant cette remarque.
PES-050 = La version { $element } vaut { $value }, alors que la trésorerie n’accepte que { $expected }.
    .fix = Le flux serait rejeté. Prévenez l’éditeur de votre logiciel, en lui citant cette remarque.
PES-051 = Le bordereau est du type { $value } ({ $element }), réservé aux réponses de la trésorerie.
    .fix = Corrigez le bordereau dans votre logiciel, puis générez le flux à nouveau.
PES-052 = Deux bordereaux du même exercice et du même type portent le numéro { $value }.
    .fix = Numérotez-les à nouveau dans votre logiciel, puis générez le flux à nouveau.
PES-053 = Deux pièces du bordereau portent le numéro { $value }.
    .fix = Numérotez-les à nouveau dans votre logiciel, puis générez le flux à nouveau.
PES-054 = Deux lignes de la pièce portent le numéro { $value }.
    .fix = Le flux serait rejeté. Prévenez l’éditeur de votre logiciel, en lui citant cette remarque.
PES-060 = Le paiement se fait par virement ({ $element } { $value }), mais le tiers n’a pas de compte bancaire.
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-061 = Le moyen de paiement ({ $element } { $value }) exclut un compte bancaire, mais le tiers en a un.
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-062 = Le RIB du tiers est incomplet, ou sa clé ({ $value }) n’est pas la bonne.
    .fix = Corrigez le compte bancaire du tiers dans votre logiciel, d’après son relevé d’identité bancaire, puis générez le flux à nouveau.
PES-063 = L’IBAN du tiers, { $value }, contient une erreur : sa clé n’est pas la bonne.
    .fix = Corrigez le compte bancaire du tiers dans votre logiciel, d’après son relevé d’identité bancaire, puis générez le flux à nouveau.
PES-064 = Du pays et de la banque du compte (IdPayInt et IdBancInt), un seul est indiqué.
    .fix = Corrigez le compte bancaire du tiers dans votre logiciel, d’après son relevé d’identité bancaire, puis générez le flux à nouveau.
PES-065 = Le compte du tiers est à l’étranger, mais le code BIC de sa banque manque.
    .fix = Corrigez le compte bancaire du tiers dans votre logiciel, d’après son relevé d’identité bancaire, puis générez le flux à nouveau.
PES-066 = L’ancien ICS du créancier vaut « { $value } » : il faut 6 chiffres, ou 13 caractères comme FR12ZZZ123456.
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-070 = Le tiers est une personne physique (CatTiers { $value }), mais il manque { $element ->
    [Civilite] sa civilité
   *[other] son prénom
} ({ $element }).
    .fix = Corrigez la fiche du tiers dans votre logiciel, puis générez le flux à nouveau.
PES-071 = Le tiers n’est pas une personne physique (catégorie { $value }), mais porte une civilité ou un prénom.
    .fix = Corrigez la fiche du tiers dans votre logiciel, puis générez le flux à nouveau.
PES-072 = { $value-length ->
    [0] Le tiers a un numéro d’identification (IdTiers), mais la nature de ce numéro ({ $element }) manque.
   *[other] La nature du numéro d’identification du tiers est indiquée ({ $element } { $value }), mais ce numéro (IdTiers) manque.
}
    .fix = Corrigez la fiche du tiers dans votre logiciel, puis générez le flux à nouveau.
PES-073 = Le numéro d’identification du tiers, « { $value } », n’a pas la longueur ou la clé de la nature indiquée (SIRET, SIREN…).
    .fix = Corrigez la fiche du tiers dans votre logiciel, puis générez le flux à nouveau.
PES-074 = { $element ->
    [IdTiers] Le tiers a un numéro de sécurité sociale (NatIdTiers 04) : il en faut un autre. En dépense, seul l’admet un mandat correctif (TypPce 02) annulant un titre (NatPce 09) ; en recette, un débiteur qui est l’assuré (CodAssDeb 1), ou l’assuré (TypTiers 07).
   *[other] Le numéro d’identification du tiers ({ $element } { $value }) est de ceux des personnes physiques, mais le tiers n’en est pas une (CatTiers 01).
}
    .fix = Corrigez la fiche du tiers dans votre logiciel, puis générez le flux à nouveau.
PES-075 = { $value-length ->
    [0] Le tiers réside à l’étranger (CodRes 1), mais son pays ({ $element }) manque.
   *[other] Le tiers réside en France (CodRes n’est pas 1), mais son pays ({ $element }) vaut { $value } : il n’en faut pas, ou 100.
}
    .fix = Corrigez la fiche du tiers dans votre logiciel, puis générez le flux à nouveau.
PES-076 = Le code postal du tiers vaut « { $value } » : il en faut 5 chiffres, et 99999 à l’étranger.
    .fix = Corrigez la fiche du tiers dans votre logiciel, puis générez le flux à nouveau.
PES-077 = La civilité « { $value } » n’est plus admise.
    .fix = Corrigez la fiche du tiers dans votre logiciel, puis générez le flux à nouveau.
PES-078 = { $element ->
    [CatTiers] Une naissance est indiquée, mais le tiers n’est pas une personne physique ({ $element } { $value }, au lieu de 01).
   *[other] Le lieu de naissance du tiers ne va pas avec { $element }, qui vaut { $value } : 1 demande MetropoleDomCom, 0 demande Etranger.
}
    .fix = Corrigez la fiche du tiers dans votre logiciel, puis générez le flux à nouveau.
PES-079 = Les codes du département et de la commune de naissance ({ $element } { $value }) ne vont pas ensemble : deux et trois caractères en métropole, trois et deux outre-mer.
    .fix = Corrigez la fiche du tiers dans votre logiciel, puis générez le flux à nouveau.
PES-080 = { $value-length ->
    [0] La pièce d’origine ({ $element }) manque.
   *[other] La nature de la pièce d’origine ({ $element } { $value }) n’est pas admise ici.
} Pour annuler, réduire ou constater d’avance, il faut 01 ou 02 ; 03 est d’une pièce émise après paiement (TypPce 05) ; 04, d’un mandat d’admission en non-valeur ; 05, en recette, d’une majoration (01 09 01).
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-081 = Le numéro de ligne de la pièce d’origine (IdLigneOrig) { $value-length ->
    [0] manque
   *[other] vaut { $value }
}, ce qui ne va pas avec sa nature (NatPceOrig) : il en faut un, à partir de 1, pour un mandat ou un titre (01, 02, et 05 en dépense), et aucun autrement.
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-082 = L’exercice de la pièce d’origine ({ $element } { $value }) ne va pas avec celui du bordereau : pour une annulation ou une réduction (02 02 06), il faut le même ; pour l’annulation d’une pièce d’un exercice clos (01 02 09), un exercice antérieur.
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-083 = La majoration demande ensemble { $element } à 1 ({ $value-length ->
    [0] il manque
   *[other] il vaut { $value }
}), une date (DteMajo), un taux (TxMajo) et une pièce d’origine de nature 05 (NatPceOrig), ou rien de cela.
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-084 = Il manque le numéro de convention ({ $element }) de ce titre en plusieurs années.
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-085 = Un numéro de rôle ({ $element }) est indiqué, alors que le titre n’est pas récapitulatif avec rôle.
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-086 = Le traitement demandé pour l’avis des sommes à payer ({ $element } { $value }) ne va pas avec le type du titre.
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-087 = Le traitement demandé pour l’avis des sommes à payer exige { $element ->
    [PJRef] une pièce jointe (Edition { $value }, PJRef)
    [NumeroFacture] un numéro de facture (Edition { $value }, NumeroFacture)
    [IdTiers] le SIRET du débiteur (Edition { $value }, IdTiers de NatIdTiers 01)
   *[other] un débiteur qui soit une personne physique (Edition 05, CatTiers 01 au lieu de { $value })
}.
    .fix = Corrigez la pièce dans votre logiciel, puis générez le flux à nouveau.
PES-088 = { $element ->
    [IdUnique] La pièce jointe « { $value } » n’est pas du type (TypePJ) que le traitement demandé pour l’avis des sommes à payer exige : 006 pour Edition 02, 007 pour 03.
   *[other] Le traitement demandé pour l’avis des sommes à payer ({ $element } { $value }) exige une pièce jointe annoncée avec le type 010 (TypePJ de PJRef).
}
    .fix = Corrigez la pièce jointe dans votre logiciel, puis générez le flux à nouveau.
PES-089 = { $element ->
    [Version] La version de l’enveloppe ({ $element }) vaut { $value }, au lieu de { $expected }.
    [IdConv] Il manque le numéro de convention ({ $element }) de ce mandat global.
    [InfoPrelevementSEPA] Un prélèvement est demandé ({ $element }), mais aucun tiers n’a de compte bancaire.
    [NatPrel] La nature du prélèvement ({ $element } { $value }) n’est pas celle de son bloc : 01, remis par le Trésor, va avec InfoPrelevementSEPA ; 02, remis par l’ordonnateur, avec InfoPrelevement.
    [TxTva] Il manque le taux de la TVA ({ $element }) de cette ligne, qui en a une (MtTVA).
   *[other] { $element } et AncienIBAN sont indiqués ensemble : il n’en faut qu’un.
}
    .fix = Vérifiez-le dans votre logiciel avant de signer.
PES-090 = La version des pièces jointes ({ $element }) vaut { $value }, alors que la trésorerie n’accepte que { $expected }.
    .fix = Le flux serait rejeté. Prévenez l’éditeur de votre logiciel, en lui citant cette remarque.
PES-091 = { $element ->
    [RefCompta] Une pièce jointe de type 012 ou 013 (CFU) doit dire à quoi elle se rattache : { $element } manque.
   *[other] Le type { $value } de la pièce jointe ne va pas avec le domaine auquel elle se rattache : 003 à 006 vont avec 01, 002, 006 à 008, 010 et 011 avec 02, 001, 012 et 013 avec 04, 009 avec 06.
}
    .fix = Corrigez la pièce jointe dans votre logiciel, puis générez le flux à nouveau.
PES-092 = La pièce jointe « { $value } » est annoncée sur papier ou sur disque, mais se trouve dans le fichier.
    .fix = Corrigez la pièce jointe dans votre logiciel, puis générez le flux à nouveau.
PES-093 = Le nom de la pièce jointe « { $value } » n’a pas d’extension de 1 à 4 caractères, comme .pdf.
    .fix = Corrigez la pièce jointe dans votre logiciel, puis générez le flux à nouveau.
PES-094 = { $value-length ->
    [0] La pièce jointe ne dit pas à quoi elle se rattache : { $element } manque dans RefCompta.
   *[other] { $element ->
        [Domaine] La pièce jointe se rattache au domaine { $value }, qui n’est pas celui du flux.
        [TypeObjet] La pièce jointe se rattache à un type { $value } ({ $element }), que son domaine ou son propre type (TypePJ) n’admet pas.
       *[other] Le numéro auquel la pièce jointe se rattache ({ $element } { $value }) n’est pas de la forme que son domaine demande : 5 à 14 caractères pour un marché, l’exercice pour un CFU.
    }
}
    .fix = Corrigez la pièce jointe dans votre logiciel, puis générez le flux à nouveau.
PES-100 = { $element } manque dans le marché ou la facture, alors que sa nature le demande.
    .fix = Corrigez le marché ou la facture dans votre logiciel, puis générez le flux à nouveau.
PES-101 = { $tag ->
    [MontantHTEstime] Le montant estimé du marché ({ $element }) vaut { $value } : il lui faut la somme de ceux de ses acheteurs, et au moins le montant notifié, soit { $expected }.
   *[other] Le montant { $element } du marché vaut { $value }, alors que ceux des titulaires et sous-traitants font { $expected }.
}
    .fix = Corrigez le marché ou la facture dans votre logiciel, puis générez le flux à nouveau.
PES-102 = { $element } « { $value } » figure deux fois.
    .fix = Corrigez le marché ou la facture dans votre logiciel, puis générez le flux à nouveau.
PES-103 = Le montant { $element } d’un avis des sommes à payer vaut { $value } : il en faut un { $tag ->
    [MtTVA] positif ou nul
   *[other] supérieur à 0
}.
    .fix = Corrigez le marché ou la facture dans votre logiciel, puis générez le flux à nouveau.
PES-104 = Les avis des sommes à payer doivent nommer un centre d’encaissement et un centre des finances publiques, et eux seuls ({ $element } 25 et 26).
    .fix = Corrigez le marché ou la facture dans votre logiciel, puis générez le flux à nouveau.
PES-105 = { $value-length ->
    [0] { $element }
   *[other] { $element } { $value }
} ne va pas avec le reste : { $tag ->
    [IdAcheteur] les acheteurs du marché n’ont pas ce numéro
    [IdTitulaire] les titulaires du marché n’ont pas ce numéro
    [IdSousTraitant] les sous-traitants du marché n’ont pas ce numéro
    [NbEntreprisesGroupees] il en faut avec TypeGroupement 02 ou 03, et pas autrement
    [IdContrat] c’est le numéro de l’accord-cadre, pas celui du marché subséquent
    [CaractereCorrectifEnregistrement] un premier envoi (SequenceEnvoi 1) ne corrige rien
    [ModeRecouvrement] un avis pour un patient (TypeFact 10) se paie sans TIP (1)
    [MtTotalTTC] au-delà de 150 000 €, un avis se paie sans TIP (ModeRecouvrement 1)
    [RefBdf] avec un TIP (ModeRecouvrement 0), il faut un ICS, comme FR12ZZZ123456
    [CodRes] l’émetteur et les tiers d’un avis sont en France (0)
    [IBAN] le compte du débiteur d’un avis est français
    [DossierPatient] il est des seules factures de patients (TypeFact 10)
    [LigneFacturePatient] elle est des seules factures de patients (TypeFact 10)
    [Quantite] il faut 6 chiffres au plus
    [Quantite2] il faut 6 chiffres au plus
   *[other] l’adresse d’un centre d’encaissement (TypTiers 25) n’en a pas
}.
    .fix = Corrigez le marché ou la facture dans votre logiciel, puis générez le flux à nouveau.
PES-106 = { $value-length ->
    [0] { $element }
   *[other] { $element } { $value }
} semble ne pas aller avec le reste du marché ou de la concession.
    .fix = Vérifiez-le dans votre logiciel avant de signer.

## Ce que valent les signatures

VER-001 = La signature { $signature } ne correspond plus à ce qu’elle couvre ({ $value }) : le fichier a changé après avoir été signé.
    .fix = Retrouvez le fichier tel qu’il a été signé, ou générez le flux à nouveau et faites-le signer.
VER-002 = La signature { $signature } n’a pas été faite par la clé de son certificat, ou elle a été modifiée.
    .fix = Retrouvez le fichier tel qu’il a été signé, ou générez le flux à nouveau et faites-le signer.
VER-003 = La signature { $signature } porte sur { $value }, qui ne se trouve pas dans le fichier.
    .fix = Retrouvez le fichier tel qu’il a été signé, ou générez le flux à nouveau et faites-le signer.
VER-004 = La signature { $signature } porte sur { $value }, un identifiant que plusieurs éléments se partagent : on ne sait pas lequel est signé.
    .fix = Générez le flux à nouveau et faites-le signer. Si cela se reproduit, prévenez l’éditeur de votre logiciel.
VER-005 = { $value-length ->
    [0] La signature { $signature } suit un procédé que ce contrôle ne connaît pas.
   *[other] La signature { $signature } suit un procédé que ce contrôle ne connaît pas ({ $value }).
}
    .fix = Générez le flux à nouveau et faites-le signer avec le procédé de la politique actuelle de la DGFiP.
VER-006 = { $signature-length ->
    [0] Le fichier porte plus de signatures que ce contrôle n’en examine.
   *[other] Dans la signature { $signature }, une partie manque, n’est pas à sa place ou ne peut pas être lue.
}
    .fix = Retrouvez le fichier tel qu’il a été signé, ou générez le flux à nouveau et faites-le signer.
VER-007 = La signature { $signature } ne contient pas le certificat du signataire, ou il ne peut pas être lu.
    .fix = Générez le flux à nouveau et faites-le signer.
VER-008 = La signature { $signature } ne porte pas sur l’élément où elle se trouve.
    .fix = Elle a sans doute été déplacée. Générez le flux à nouveau et faites-le signer.
VER-009 = La signature { $signature } ne se trouve ni à la fin du flux, ni dans un bordereau.
    .fix = Elle a sans doute été déplacée. Générez le flux à nouveau et faites-le signer.
VER-010 = La signature { $signature } ne couvre pas ses propres mentions : la date, la qualité et le lieu ont pu être changés.
    .fix = Générez le flux à nouveau et faites-le signer.
VER-011 = La signature { $signature } porte sur un élément qui en a déjà une. La politique de la DGFiP n’en admet qu’une.
    .fix = Générez le flux à nouveau et faites-le signer une seule fois.
VER-012 = La signature { $signature } n’a pas d’identifiant (attribut Id), dont S2low a besoin.
    .fix = Générez le flux à nouveau et faites-le signer.
VER-013 = Le fichier a changé pendant son contrôle.
    .fix = Attendez que plus rien n’écrive dans le fichier, puis recommencez.
VER-020 = La signature { $signature } emploie SHA-1, que la DGFiP refuse depuis le 1er septembre 2018.
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-021 = La signature { $signature } n’emploie pas le procédé que fixe la politique de la DGFiP ({ $value }).
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-022 = Le certificat de la signature { $signature } n’était pas valable à la date de la signature.
    .fix = Faites signer à nouveau avec un certificat en cours de validité, et vérifiez l’heure de l’ordinateur du signataire.
VER-023 = La signature { $signature } annonce un autre certificat que celui qu’elle contient (l’empreinte diffère).
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-024 = La signature { $signature } annonce le numéro de certificat { $value }, qui n’est pas celui de son certificat.
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-025 = La signature { $signature } n’écrit pas le nom de l’autorité du certificat comme la trésorerie le compare ({ $value }).
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-026 = { $value-length ->
    [0] La signature { $signature } suit une version de format que la trésorerie ne connaît pas.
   *[other] La signature { $signature } suit une version de format que la trésorerie ne connaît pas ({ $value }).
}
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-027 = { $value-length ->
    [0] La signature { $signature } ne dit pas quand elle a été faite.
   *[other] La date de la signature { $signature } ne peut pas être lue (« { $value } »).
}
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-028 = { $value-length ->
    [0] La signature { $signature } ne nomme aucune politique de signature.
   *[other] La signature { $signature } nomme une politique de signature ({ $value }) qui n’est pas la politique actuelle de la DGFiP.
}
    .fix = Demandez à la trésorerie si elle l’accepte, ou faites signer à nouveau avec un outil à jour.
VER-029 = La signature { $signature } nomme la bonne politique de la DGFiP, mais avec une empreinte qui n’est pas la sienne.
    .fix = Demandez à la trésorerie si elle l’accepte, ou faites signer à nouveau avec un outil à jour.
VER-030 = La signature { $signature } ne dit pas en quelle qualité le signataire signe.
    .fix = Faites signer à nouveau en indiquant la qualité du signataire, par exemple Maire.
VER-031 = La signature { $signature } ne dit pas complètement où elle a été faite : la ville, le code postal ou le pays manque.
    .fix = Faites signer à nouveau en indiquant la ville et le code postal.
VER-032 = Le certificat de la signature { $signature } n’est pas prévu pour signer. La trésorerie peut refuser la signature.
    .fix = Faites signer avec le certificat de signature du signataire ; certaines autorités en délivrent deux.
VER-033 = { $value-length ->
    [0] Un bordereau sans numéro n’est couvert par aucune signature intacte.
   *[other] Le bordereau { $value } n’est couvert par aucune signature intacte.
}
    .fix = Vérifiez s’il devait être signé. Si oui, générez le flux à nouveau et faites tout signer.
VER-034 = L’autorité qui a délivré le certificat n’a pas été contrôlée.
    .fix = S2low et la trésorerie la contrôlent à la réception. Pour la contrôler ici, indiquez les autorités auxquelles vous vous fiez.
VER-035 = Le certificat de la signature { $signature } n’est pas délivré par une autorité de confiance ({ $value }).
    .fix = Vérifiez que les autorités indiquées sont complètes, ou faites signer avec un certificat d’une autorité admise.
VER-036 = La signature { $signature } emploie une mise en forme que la politique de la DGFiP n’admet pas ({ $value }).
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-037 = La signature { $signature } suit l’ancienne politique de la DGFiP, refusée depuis le 1er septembre 2018.
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-038 = La signature { $signature } n’emploie pas le préfixe « xad » pour la version de XAdES qu’elle suit : l’outil de la DGFiP ne peut pas la lire.
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-039 = La signature { $signature } porte plusieurs jeux de mentions (date, qualité, lieu) : seul le premier a été lu.
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-040 = La date de la signature { $signature } n’est pas en temps universel ({ $value }), comme la politique le demande.
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-041 = Les mentions de la signature { $signature } ne désignent pas cette signature ({ $value }) : S2low n’y trouve pas la date et juge le certificat à la date du jour.
    .fix = Rien à faire si le certificat est encore valable. Sinon, faites signer à nouveau avec un outil à jour.
VER-042 = La signature { $signature } ne dit pas où se trouve le texte de la politique.
    .fix = Demandez à la trésorerie si elle l’accepte, ou faites signer à nouveau avec un outil à jour.
VER-043 = Le certificat de la signature { $signature } n’est pas valable aujourd’hui. STELA la refuserait ; la trésorerie juge à la date de la signature, et S2low aussi s’il la trouve.
    .fix = Si le fichier est encore à envoyer par STELA, faites-le signer à nouveau avec un certificat en cours de validité.
VER-044 = Le fichier est signé alors qu’il n’a pas été préparé pour la signature (InfoDematerialisee) : la trésorerie le rejette.
    .fix = Cochez « Fichier à signer » dans votre logiciel, générez le flux à nouveau et faites-le signer.
VER-045 = La signature { $signature } ne porte pas sur deux éléments exactement : ce qu’elle couvre et ses propres mentions.
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-046 = Deux éléments du fichier ont le même identifiant ({ $value }).
    .fix = Générez le flux à nouveau et faites-le signer. Si cela se reproduit, prévenez l’éditeur de votre logiciel.
VER-047 = Les mentions de la signature { $signature } ne sont pas dans l’ordre ou sous la forme que le schéma du PES fixe.
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-048 = Dans la signature { $signature }, ce qui est signé n’est pas nommé en premier : S2low ne le trouve pas.
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.
VER-049 = La signature { $signature } porte sur tout le fichier, dont des bordereaux sont déjà signés. La politique de la DGFiP prévoit l’un ou l’autre.
    .fix = Demandez à la trésorerie si elle l’accepte. Sinon, générez le flux à nouveau et faites-le signer une seule fois.
VER-050 = L’outil par lequel S2low vérifie les signatures refuse ce fichier, à cause de « { $value } ».
    .fix = Générez le flux à nouveau et faites-le signer. Si cela se reproduit, prévenez l’éditeur de votre logiciel.
VER-051 = S2low ne trouve pas la date de la signature { $signature } et juge le certificat à la date du jour, où il ne l’accepterait pas.
    .fix = Faites signer à nouveau avec un outil à jour et un certificat en cours de validité.
VER-052 = Le fichier n’est pas signé.
    .fix = Faites-le signer, si la trésorerie attend un fichier signé.
VER-053 = Le fichier annonce une signature (InfoDematerialisee) et n’en porte pas : la trésorerie le rejette.
    .fix = Faites-le signer.
VER-054 = Le fichier n’est pas conforme au schéma du PES ({ $value }) : la trésorerie le rejette.
    .fix = Choisissez-le à l’étape 1 pour voir chaque défaut, corrigez-les dans votre logiciel et faites signer à nouveau.
VER-055 = Le certificat de la signature { $signature } n’est pas au début des informations de clé, où l’outil de la DGFiP le cherche.
    .fix = Générez le flux à nouveau et faites-le signer avec un outil à jour.

## Le fichier de certificat

P12-001 = Mot de passe incorrect pour { $name }. C’est celui que vous avez choisi pour protéger le certificat au moment de le télécharger, pas celui du portail, ni le code de révocation.
    .fix = Saisissez-le à nouveau, en vérifiant les majuscules. S’il est perdu, il faut demander un nouveau certificat.
P12-002 = { $what ->
    [empty] { $name } est vide (0 octet).
    [large] { $name } est trop gros pour un fichier de certificat (plus de 1 Mo).
    [certificate] { $name } contient un certificat sans sa clé secrète (fichier .cer ou .crt). Il sert à reconnaître le signataire, pas à signer.
    [pem] { $name } contient un certificat sans sa clé secrète, au format texte (.pem). Il sert à reconnaître le signataire, pas à signer.
    [request] { $name } est une demande de certificat (.csr), pas un certificat.
    [key] { $name } contient une clé secrète hors d’un fichier de certificat (.pem, .key ou .der).
    [list] { $name } contient une liste de certificats sans clé secrète (fichier .p7b). Elle sert à reconnaître des signataires, pas à signer.
    [java] { $name } est un magasin de clés Java (.jks).
    [xml] { $name } est un fichier PES, ou un autre fichier XML, pas un certificat.
   *[unknown] { $name } n’est pas un fichier de certificat (.p12 ou .pfx).
}
    .fix = { $what ->
        [empty] Copiez-le à nouveau depuis son emplacement d’origine.
        [request] Transmettez-la à l’autorité qui délivre les certificats ; c’est le certificat qu’elle renverra qui servira, là où la demande a été faite.
        [key] Choisissez le fichier .p12 ou .pfx, qui réunit la clé et le certificat ; votre service informatique peut en faire un.
        [xml] C’est peut-être le fichier à signer : déposez-le comme fichier PES, et choisissez ici le fichier .p12 ou .pfx du signataire.
        [certificate] Choisissez le fichier .p12 ou .pfx obtenu au même moment.
        [pem] Choisissez le fichier .p12 ou .pfx obtenu au même moment.
        [list] Choisissez le fichier .p12 ou .pfx obtenu au même moment.
        [java] Demandez à votre service informatique de l’exporter en .p12, puis choisissez ce fichier.
       *[other] Choisissez le fichier du signataire dont le nom finit par .p12 ou .pfx.
    }
P12-003 = { $name } est abîmé ou incomplet.
    .fix = Copiez-le à nouveau depuis son emplacement d’origine, ou téléchargez-le à nouveau.
P12-004 = { $name } est protégé par un procédé que ce programme ne connaît pas ({ $algorithm }).
    .fix = Exportez le certificat à nouveau depuis Windows ou Firefox avec le procédé proposé par défaut, puis choisissez le nouveau fichier.
P12-005 = { $name } contient un certificat sans sa clé secrète.
    .fix = Exportez-le à nouveau en cochant « Exporter la clé privée », ou cherchez le fichier téléchargé à l’origine.
P12-006 = { $name } contient une clé secrète sans certificat.
    .fix = Cherchez le fichier téléchargé à l’origine, qui réunit les deux.
P12-007 = La clé de { $name } ({ $algorithm }) n’est pas de la sorte que la DGFiP accepte pour un PES (RSA).
    .fix = Demandez un certificat RSA, comme ceux que la DGFiP délivre gratuitement.
P12-008 = La clé de { $name } est trop courte : { $bits } bits, alors qu’il en faut 2048 au moins.
    .fix = Demandez un nouveau certificat.
P12-009 = La clé de { $name } est trop longue : plus de 8192 bits.
    .fix = Demandez un certificat dont la clé compte de 2048 à 4096 bits.
P12-010 = { $name } est protégé par un mot de passe.
    .fix = Saisissez celui que vous avez choisi pour protéger le certificat au moment de le télécharger.
P12-011 = Dans { $name }, la clé secrète et le certificat ne vont pas ensemble.
    .fix = Cherchez le fichier téléchargé à l’origine, ou demandez un nouveau certificat.
P12-012 = { $name } demande { $rounds } tours de calcul pour vérifier le mot de passe : c’est plus que n’en demande aucun logiciel connu.
    .fix = Vérifiez d’où vient ce fichier. S’il est bien le vôtre, exportez le certificat à nouveau avec le procédé proposé par défaut.
P12-013 = Le contrôle d’intégrité de { $name } est trop faible pour prouver que le fichier n’a pas été changé.
    .fix = Exportez le certificat à nouveau depuis le logiciel qui le garde, et n’utilisez pas un fichier dont vous ne connaissez pas l’origine.
P12-014 = Ce mot de passe ouvre { $name }, mais la clé secrète qui s’y trouve en a un autre.
    .fix = Demandez à votre service informatique d’exporter la clé et le certificat sous un seul mot de passe.

## Le certificat

CRT-001 = Le certificat ne peut pas être lu : il est abîmé, ou ce n’en est pas un.
    .fix = Copiez à nouveau le fichier de certificat depuis son emplacement d’origine.
CRT-002 = La clé de ce certificat n’est pas de la sorte que la DGFiP accepte pour un PES (RSA).
    .fix = Demandez un certificat RSA, comme ceux que la DGFiP délivre gratuitement.
CRT-003 = Ce certificat expire { $days ->
    [0] aujourd’hui
    [one] demain
   *[other] dans { $days } jours
}, le { $date }.
    .fix = Demandez son remplaçant dès maintenant : il faut quelques jours pour l’obtenir.
CRT-004 = Ce certificat n’est pas prévu pour signer. La trésorerie peut refuser la signature.
    .fix = Choisissez le certificat de signature du signataire ; certaines autorités en délivrent deux.
CRT-005 = Ce certificat est celui d’une autorité : il sert à délivrer d’autres certificats, pas à signer un PES.
    .fix = Choisissez le certificat délivré à l’ordonnateur lui-même.
CRT-006 = Ce certificat est scellé par un procédé ancien (SHA-1), que l’on sait contrefaire. La trésorerie peut le refuser.
    .fix = Demandez un nouveau certificat.
CRT-007 = Ce certificat n’est délivré par aucune autorité. La trésorerie refuserait la signature.
    .fix = Demandez un certificat à une autorité reconnue, ou le certificat gratuit de la DGFiP.
CRT-008 = Ce certificat ne nomme pas une personne : { $name }. La politique de la DGFiP demande le nom et le prénom du signataire.
    .fix = Choisissez un certificat délivré à l’ordonnateur lui-même.
CRT-009 = L’autorité qui a délivré ce certificat, { $name }, n’est pas de celles qui sont reconnues ici. S2low peut refuser la signature.
    .fix = Demandez à votre opérateur S2low si cette autorité est admise, ou choisissez un autre certificat.

## La signature

SIG-001 = La qualité du signataire est vide, dépasse 200 caractères ou contient un caractère qui ne s’écrit pas.
    .fix = Indiquez la qualité du signataire, par exemple Maire.
SIG-002 = La ville est vide, dépasse 200 caractères ou contient un caractère qui ne s’écrit pas.
    .fix = Indiquez la ville où la signature a lieu.
SIG-003 = Le code postal est vide, dépasse 200 caractères ou contient un caractère qui ne s’écrit pas.
    .fix = Indiquez le code postal de la ville où la signature a lieu, par exemple 57590.
SIG-004 = Le pays est vide, dépasse 200 caractères ou contient un caractère qui ne s’écrit pas.
    .fix = Indiquez le pays où la signature a lieu, par exemple France.
SIG-010 = Le fichier ne peut pas être signé tel quel.
    .fix = Voyez les remarques faites à la lecture du fichier.
SIG-011 = Le fichier n’a pas encore été lu en entier pour la signature demandée.
    .fix = Choisissez le fichier à nouveau et recommencez.
SIG-012 = Le nom du certificat contient un caractère qui ne peut pas être écrit dans une signature.
    .fix = Demandez un nouveau certificat à l’autorité qui l’a délivré.
SIG-013 = La clé du certificat n’a pas pu signer.
    .fix = Ouvrez à nouveau le fichier de certificat et recommencez.
SIG-014 = Ce certificat a expiré le { $date }. Une signature faite avec lui serait refusée.
    .fix = Demandez un nouveau certificat. Si la date du jour vous semble fausse sur cet ordinateur, faites-la corriger d’abord.
SIG-015 = Ce certificat n’est valable qu’à partir du { $date }.
    .fix = Attendez cette date. Si elle est passée, l’horloge de cet ordinateur est en retard : faites-la corriger.
SIG-016 = Le fichier signé, relu depuis le début, n’est pas conforme. Il n’a pas été gardé.
    .fix = Recommencez. Si cela se reproduit, transmettez le détail technique à la personne qui gère S2low.
