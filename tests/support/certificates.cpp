// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "support/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <memory>

namespace plumb::test {

namespace {

template <auto Free>
struct Freer
{
    template <typename T>
    void operator()(T* thing) const
    {
        Free(thing);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;
using Bio = std::unique_ptr<BIO, Freer<BIO_free_all>>;

QByteArray bytesOf(BIO* bio)
{
    char* data = nullptr;
    const long size = BIO_get_mem_data(bio, &data);
    return QByteArray(data, qsizetype(size));
}

void extend(X509* certificate, X509* issuer, int id, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    if (X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value)) {
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
}

Certificate blank(EVP_PKEY* key, const CertificateWish& wish)
{
    static long serial = 1000;
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), wish.notBefore);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), wish.notAfter);
    X509_set_pubkey(certificate.get(), key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(wish.commonName.constData()),
                               -1, -1, 0);
    return certificate;
}

KeyPair written(X509* certificate, EVP_PKEY* key)
{
    const Bio first(BIO_new(BIO_s_mem())), second(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(first.get(), certificate);
    PEM_write_bio_PrivateKey(second.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    return {bytesOf(first.get()), bytesOf(second.get())};
}

} // namespace

KeyPair makeAuthority(const QByteArray& commonName)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = blank(key.get(), {commonName, {}, -7 * 24 * 3600, 24 * 3600});
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
    extend(certificate.get(), certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
    extend(certificate.get(), certificate.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
    X509_sign(certificate.get(), key.get(), EVP_sha256());
    return written(certificate.get(), key.get());
}

KeyPair makeCertificate(const KeyPair& authority, const CertificateWish& wish)
{
    const Bio first(BIO_new_mem_buf(authority.certificatePem.constData(), -1));
    const Bio second(BIO_new_mem_buf(authority.keyPem.constData(), -1));
    const Certificate issuer(PEM_read_bio_X509(first.get(), nullptr, nullptr, nullptr));
    const Key issuerKey(PEM_read_bio_PrivateKey(second.get(), nullptr, nullptr, nullptr));
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate = blank(key.get(), wish);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(issuer.get()));
    extend(certificate.get(), issuer.get(), NID_basic_constraints, "CA:FALSE");
    if (!wish.names.isEmpty())
        extend(certificate.get(), issuer.get(), NID_subject_alt_name, wish.names.constData());
    X509_sign(certificate.get(), issuerKey.get(), EVP_sha256());
    return written(certificate.get(), key.get());
}

} // namespace plumb::test
