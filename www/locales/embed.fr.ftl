### Ce que disent le composant et le dialogue que d’autres pages intègrent : www/embed.

## Le composant et les fonctions

embed-file = Fichier PES
embed-sign = Signer
embed-error = Ce n’est pas possible ainsi
embed-unnamed = Ce fichier
embed-container = Ce certificat
embed-certificate-other = Ouvrir un fichier de certificat
embed-bordereaux-more = { $count ->
    [one] { $count } autre bordereau n’est pas montré.
   *[other] { $count } autres bordereaux ne sont pas montrés.
}
embed-blob = Ce qui est à lire n’est ni un fichier ni un Blob.
    .fix = Donnez un File ou un Blob.
embed-bytes = « { $name } » n’est ni un ArrayBuffer ni un Uint8Array.
    .fix = Donnez les octets du fichier, par exemple new Uint8Array(await fichier.arrayBuffer()).
embed-option = L’option « { $name } » ne peut pas valoir « { $value } ».
    .fix = Voyez dans pes-signer.d.ts les valeurs qu’elle admet.
embed-login = Cet identifiant S2low ne peut pas être transmis : il est vide, contient deux-points, ou ne s’écrit pas dans l’encodage demandé.
    .fix = Donnez l’identifiant et le mot de passe du compte S2low.
embed-cancelled = L’envoi a été annulé.
    .fix = Regardez dans S2low si le fichier y est avant de recommencer.

## À la place de LiberSign

libersign-choose = Certificat de signature
libersign-sign = Signature du PES
libersign-use = Utiliser ce certificat
libersign-button = Signer…
libersign-signed = La signature est faite. Envoi au serveur…
libersign-cancelled = Rien n’a été signé.
libersign-reading = Lecture du fichier…
libersign-signing = Signature en cours…
libersign-ready = Prêt à signer.
libersign-blocked = Ce fichier ne peut pas être signé ici.
libersign-signatory = Qualité et lieu dans la signature : { $role }, { $city } ({ $postal-code }).
libersign-seen = Ce qui est signé est bien ce fichier : il a été relu, et ses empreintes sont celles que la page demande de signer.
libersign-not-seen = Le contenu de ce fichier n’a pas été vu ici.
    .why = La page qui demande la signature n’a donné que des empreintes. Ne signez que si vous savez de quel fichier il s’agit : consultez-le d’abord dans votre application.
libersign-elements = { $count ->
    [one] Une signature est demandée, pour l’élément :
   *[other] { $count } signatures sont demandées, pour les éléments :
}
LIB-001 = La page demande une signature au format « { $value } », qui n’est pas celui d’un PES.
    .fix = Ce signataire ne signe que des flux PES. Pour un acte, utilisez l’outil prévu par votre application.
LIB-002 = La page ne donne pas une empreinte pour chaque identifiant à signer.
    .fix = Rechargez la page. Si cela se reproduit, prévenez la personne qui gère l’application.
LIB-003 = L’identifiant « { $value } » ne peut pas être celui d’un élément à signer, ou il est demandé deux fois.
    .fix = Générez le flux à nouveau dans votre logiciel de comptabilité, puis importez-le.
LIB-004 = L’empreinte de « { $value } » n’est pas une empreinte SHA-256.
    .fix = Hélios refuse les autres depuis septembre 2018. Prévenez la personne qui gère l’application : son format de signature est à mettre à jour.
LIB-005 = La page demande de signer selon la politique { $value }, dont l’empreinte n’est pas une empreinte SHA-256.
    .fix = La trésorerie n’admet plus que la politique 1.2.250.1.131.1.5.18.21.1.7. Prévenez la personne qui gère l’application.
LIB-006 = L’empreinte que la page demande de signer pour « { $value } » n’est pas celle du fichier.
    .fix = Ne signez pas. Rechargez la page ; si cela se reproduit, importez le fichier à nouveau et prévenez la personne qui gère l’application.
LIB-007 = Le fichier n’a rien à signer sous l’identifiant « { $value } », que la page demande de signer.
    .fix = Ne signez pas. Rechargez la page ; si cela se reproduit, importez le fichier à nouveau et prévenez la personne qui gère l’application.
LIB-008 = Le fichier contient « { $value } », que la page ne demande pas de signer.
    .fix = Tous les bordereaux d’un flux sont à signer. Rechargez la page ; si cela se reproduit, importez le fichier à nouveau.
LIB-009 = L’autorité de ce certificat, « { $value } », a dans son nom des caractères que S2low ne sait pas insérer, par exemple des lettres accentuées : il abîmerait la signature, puis la refuserait.
    .fix = Téléchargez le fichier, signez-le avec la page PES Signer, puis importez-le signé. Ou ouvrez un certificat d’une autre autorité.
LIB-010 = Les bordereaux ne sont pas dans l’ordre où S2low les compte : il mettrait la signature de « { $value } » dans un autre, puis la refuserait.
    .fix = Téléchargez le fichier, signez-le avec la page PES Signer, puis importez-le signé.
