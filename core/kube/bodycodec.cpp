// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/bodycodec_p.h"

#include "base/future.h"

#include <zdict.h>
#include <zstd.h>

namespace plumb::kube {

namespace {

constexpr int kLevel = 1; // of all levels it packs fastest, and the dictionary finds what matters
constexpr qsizetype kSamples = 1000;
constexpr qsizetype kSampleBytes = 8 << 20; // packed; large objects teach with fewer
constexpr qsizetype kMaxDictionary = 110 << 10; // zstd's own recommendation

template <auto Free>
struct FreeWith
{
    template <typename T>
    void operator()(T* handle) const
    {
        Free(handle);
    }
};
using Packer = std::unique_ptr<ZSTD_CCtx, FreeWith<ZSTD_freeCCtx>>;
using Unpacker = std::unique_ptr<ZSTD_DCtx, FreeWith<ZSTD_freeDCtx>>;

// A context is large and is used again; each thread has its own.
ZSTD_CCtx* packer()
{
    thread_local const Packer context(ZSTD_createCCtx());
    return context.get();
}

ZSTD_DCtx* unpacker()
{
    thread_local const Unpacker context(ZSTD_createDCtx());
    return context.get();
}

} // namespace

struct Dictionary::Private
{
    std::unique_ptr<ZSTD_CDict, FreeWith<ZSTD_freeCDict>> pack;
    std::unique_ptr<ZSTD_DDict, FreeWith<ZSTD_freeDDict>> unpack;
};

Dictionary::~Dictionary() = default;

std::shared_ptr<const Dictionary> Dictionary::train(const QByteArrayList& texts)
{
    std::vector<size_t> sizes;
    QByteArray all;
    for (const QByteArray& text : texts) {
        all += text;
        sizes.push_back(size_t(text.size()));
    }
    QByteArray bytes(kMaxDictionary, Qt::Uninitialized);
    const size_t size = ZDICT_trainFromBuffer(bytes.data(), size_t(bytes.size()), all.constData(),
                                              sizes.data(), unsigned(sizes.size()));
    if (ZDICT_isError(size))
        return nullptr;
    auto d = std::make_unique<Private>();
    d->pack.reset(ZSTD_createCDict(bytes.constData(), size, kLevel));
    d->unpack.reset(ZSTD_createDDict(bytes.constData(), size));
    if (!d->pack || !d->unpack)
        return nullptr;
    const auto dictionary = std::shared_ptr<Dictionary>(new Dictionary);
    dictionary->d = std::move(d);
    return dictionary;
}

qsizetype Dictionary::bytes() const
{
    return qsizetype(ZSTD_sizeof_CDict(d->pack.get()) + ZSTD_sizeof_DDict(d->unpack.get()));
}

QByteArray pack(QByteArrayView text, const Dictionary* dictionary)
{
    QByteArray packed(qsizetype(ZSTD_compressBound(size_t(text.size()))), Qt::Uninitialized);
    const size_t size =
        dictionary
            ? ZSTD_compress_usingCDict(packer(), packed.data(), size_t(packed.size()), text.data(),
                                       size_t(text.size()), dictionary->d->pack.get())
            : ZSTD_compressCCtx(packer(), packed.data(), size_t(packed.size()), text.data(),
                                size_t(text.size()), kLevel);
    if (ZSTD_isError(size))
        return {};
    // A copy of its own size: the bound is as large as the text.
    return QByteArray(packed.constData(), qsizetype(size));
}

QByteArray unpack(QByteArrayView packed, const Dictionary* dictionary)
{
    const auto length = ZSTD_getFrameContentSize(packed.data(), size_t(packed.size()));
    if (length == ZSTD_CONTENTSIZE_ERROR || length == ZSTD_CONTENTSIZE_UNKNOWN)
        return {};
    QByteArray text(qsizetype(length), Qt::Uninitialized);
    const size_t size =
        dictionary ? ZSTD_decompress_usingDDict(unpacker(), text.data(), size_t(text.size()),
                                                packed.data(), size_t(packed.size()),
                                                dictionary->d->unpack.get())
                   : ZSTD_decompressDCtx(unpacker(), text.data(), size_t(text.size()),
                                         packed.data(), size_t(packed.size()));
    return ZSTD_isError(size) ? QByteArray() : text;
}

std::shared_ptr<KindCodec> KindCodec::of(const QString& group, const QString& kind)
{
    static QHash<QString, std::weak_ptr<KindCodec>> all;
    auto& known = all[group + u'/' + kind];
    auto codec = known.lock();
    if (!codec) {
        codec.reset(new KindCodec);
        known = codec;
    }
    return codec;
}

void KindCodec::offer(const QByteArray& packed)
{
    if (m_isDone)
        return;
    m_samples += packed;
    m_bytes += packed.size();
    if (m_samples.size() < kSamples && m_bytes < kSampleBytes)
        return;
    m_isDone = true;
    static QThreadPool pool;
    pool.setMaxThreadCount(1);
    const auto trained = runOn(&pool, [samples = std::exchange(m_samples, {})] {
        QByteArrayList texts;
        for (const QByteArray& sample : samples)
            texts += unpack(sample, nullptr);
        return Result<std::shared_ptr<const Dictionary>>(Dictionary::train(texts));
    });
    observe(trained, this, [this](const Result<std::shared_ptr<const Dictionary>>& result) {
        if (!result || !*result)
            return; // then they stay as they are
        m_dictionary = *result;
        Q_EMIT this->trained();
    });
}

} // namespace plumb::kube
