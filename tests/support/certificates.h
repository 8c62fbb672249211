// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

namespace plumb::test {

struct KeyPair
{
    QByteArray certificatePem, keyPem;
};

struct CertificateWish
{
    QByteArray commonName = "localhost";
    QByteArray names = "IP:127.0.0.1,DNS:localhost"; //!< subjectAltName, as openssl writes it
    long notBefore = -3600, notAfter = 24 * 3600; //!< seconds from now
};

//! An authority of its own, and certificates signed by it; all elliptic curve, made in
//! milliseconds.
KeyPair makeAuthority(const QByteArray& commonName = "test authority");
KeyPair makeCertificate(const KeyPair& authority, const CertificateWish& wish = {});

} // namespace plumb::test
