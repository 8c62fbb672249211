// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "sandbox/certificate_p.h"

#include <QRandomGenerator>

namespace plumb::sandbox {

namespace {

void extend(X509* certificate, int what, const char* value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    if (X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, what, value)) {
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
}

} // namespace

Certificate::Certificate()
    : m_key(EVP_EC_gen("P-256"))
    , m_x509(X509_new())
{
    X509_set_version(m_x509, 2);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(m_x509),
                            QRandomGenerator::system()->generate64() >> 1);
    X509_gmtime_adj(X509_getm_notBefore(m_x509), -3600);
    X509_time_adj_ex(X509_getm_notAfter(m_x509), 3650, 0, nullptr);
    X509_set_pubkey(m_x509, m_key);
    X509_NAME* name = X509_get_subject_name(m_x509);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("sandbox"), -1, -1, 0);
    X509_set_issuer_name(m_x509, name);
    extend(m_x509, NID_basic_constraints, "critical,CA:TRUE");
    extend(m_x509, NID_key_usage, "critical,digitalSignature,keyCertSign");
    extend(m_x509, NID_ext_key_usage, "serverAuth");
    extend(m_x509, NID_subject_key_identifier, "hash");
    extend(m_x509, NID_subject_alt_name, "IP:127.0.0.1,DNS:localhost");
    X509_sign(m_x509, m_key, EVP_sha256());
}

Certificate::~Certificate()
{
    X509_free(m_x509);
    EVP_PKEY_free(m_key);
}

QByteArray Certificate::pem() const
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> memory(BIO_new(BIO_s_mem()), &BIO_free);
    PEM_write_bio_X509(memory.get(), m_x509);
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &bytes);
    return QByteArray(bytes, size);
}

} // namespace plumb::sandbox
