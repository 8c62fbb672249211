// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <httplib.h> // with OpenSSL

#include <QByteArray>

#include <memory>

namespace plumb::sandbox {

//! A key and a certificate for 127.0.0.1, signed by itself, made anew for each run. TLS not for
//! secrecy on loopback, but since kubectl sends no token without it.
class Certificate
{
public:
    Certificate();
    ~Certificate();
    Certificate(const Certificate&) = delete;
    Certificate& operator=(const Certificate&) = delete;
    X509* x509() const { return m_x509; }
    EVP_PKEY* key() const { return m_key; }
    QByteArray pem() const;

private:
    EVP_PKEY* m_key = nullptr;
    X509* m_x509 = nullptr;
};

} // namespace plumb::sandbox
