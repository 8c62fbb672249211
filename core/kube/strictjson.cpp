// SPDX-FileCopyrightText: 2026 The Plumbline authors
// SPDX-License-Identifier: Apache-2.0

#include "kube/strictjson_p.h"

#include "base/result.h"

#include <simdjson.h>

namespace plumb::kube {

namespace od = simdjson::ondemand;
using simdjson::error_code;

namespace {

constexpr int kMaxDepth = 500; // Go's own reader stops at 10,000, ours has a stack
constexpr size_t kFewKeys = 16;

//! Walks an on-demand document to its last value: on-demand alone checks only what is looked at.
class Walker
{
public:
    explicit Walker(od::document& document)
        : m_document(document)
    {
    }

    error_code text(od::value value, std::string_view& out)
    {
        od::json_type type;
        if (const auto error = value.type().get(type))
            return error;
        if (type == od::json_type::string)
            return value.get_string().get(out);
        out = std::string_view(""); // there, but no text
        return any(value);
    }

    error_code any(od::value value)
    {
        od::json_type type;
        if (const auto error = value.type().get(type))
            return error;
        switch (type) {
        case od::json_type::object:
            return members(value, [this](std::string_view, const char*, od::value child) {
                return any(child);
            });
        case od::json_type::array:
            return elements(value, [this](od::value child) { return any(child); });
        case od::json_type::string: {
            std::string_view ignored;
            return value.get_string().get(ignored);
        }
        case od::json_type::number: {
            od::number number;
            if (const auto error = value.get_number().get(number))
                return error;
            if (number.is_uint64() && number.get_uint64() > uint64_t(INT64_MAX))
                return simdjson::NUMBER_OUT_OF_RANGE; // it would become another number // M5
            return simdjson::SUCCESS;
        }
        case od::json_type::boolean: {
            bool ignored = false;
            return value.get_bool().get(ignored);
        }
        case od::json_type::null: {
            bool isNull = false;
            if (const auto error = value.is_null().get(isNull))
                return error;
            return isNull ? simdjson::SUCCESS : simdjson::N_ATOM_ERROR;
        }
        }
        return simdjson::TAPE_ERROR;
    }

    template <typename Fn>
    error_code elements(od::value value, Fn onElement)
    {
        od::array array;
        if (const auto error = value.get_array().get(array))
            return error;
        const Level level(*this);
        if (level.isTooDeep())
            return simdjson::DEPTH_ERROR;
        for (auto element : array) {
            od::value child;
            if (const auto error = std::move(element).get(child))
                return error;
            if (const auto error = onElement(child))
                return error;
        }
        return simdjson::SUCCESS;
    }

    //! onMember(name, where its key begins, value)
    template <typename Fn>
    error_code members(od::value value, Fn onMember)
    {
        od::object object;
        if (const auto error = value.get_object().get(object))
            return error;
        return members(object, onMember);
    }
    template <typename Fn>
    error_code members(od::object& object, Fn onMember)
    {
        const Level level(*this);
        if (level.isTooDeep())
            return simdjson::DEPTH_ERROR;
        const size_t first = m_keys.size();
        for (auto each : object) {
            od::field field;
            if (const auto error = std::move(each).get(field))
                return error;
            const char* const begin = field.key().raw() - 1;
            std::string_view name;
            if (const auto error = field.unescaped_key().get(name))
                return error;
            m_keys.push_back(name);
            if (const auto error = onMember(name, begin, field.value()))
                return error;
        }
        const bool isTwice = hasDuplicate(first);
        m_keys.resize(first);
        return isTwice ? simdjson::INCORRECT_TYPE : simdjson::SUCCESS;
    }

    error_code object(od::value value, ScannedObject& out);

    //! Where the next token is.
    error_code here(const char*& out) { return m_document.current_location().get(out); }

    QString words(error_code error) const
    {
        if (!m_duplicate.isEmpty())
            return u"the key \"%1\" is there twice"_s.arg(m_duplicate);
        if (error == simdjson::NUMBER_OUT_OF_RANGE || error == simdjson::NUMBER_ERROR)
            return u"a number is malformed, or larger than can be kept"_s;
        if (error == simdjson::DEPTH_ERROR)
            return u"it is nested more than %1 levels deep"_s.arg(kMaxDepth);
        return QString::fromLatin1(simdjson::error_message(error));
    }

private:
    struct Level
    {
        explicit Level(Walker& walker)
            : owner(walker)
        {
            ++owner.m_depth;
        }
        ~Level() { --owner.m_depth; }
        Level(const Level&) = delete;
        Level& operator=(const Level&) = delete;
        bool isTooDeep() const { return owner.m_depth > kMaxDepth; }
        Walker& owner;
    };

    error_code metadata(od::value value, ScannedObject& out);
    error_code raw(od::value value, std::string_view& out);

    bool hasDuplicate(size_t first)
    {
        const auto begin = m_keys.begin() + std::ptrdiff_t(first);
        if (m_keys.size() - first > kFewKeys)
            std::sort(begin, m_keys.end()); // a ConfigMap may have thousands
        for (auto it = begin; it != m_keys.end(); ++it) {
            const auto end =
                m_keys.size() - first > kFewKeys ? std::min(it + 2, m_keys.end()) : m_keys.end();
            if (std::find(it + 1, end, *it) != end) {
                m_duplicate = QString::fromUtf8(it->data(), qsizetype(it->size())).left(80);
                return true;
            }
        }
        return false;
    }

    od::document& m_document;
    std::vector<std::string_view> m_keys; //!< of all objects that are open
    QString m_duplicate;
    int m_depth = 0;
};

std::string_view between(const char* begin, const char* end)
{
    while (end > begin && (end[-1] == ' ' || end[-1] == '\n' || end[-1] == '\r' || end[-1] == '\t'))
        --end;
    return {begin, size_t(end - begin)};
}

error_code Walker::raw(od::value value, std::string_view& out)
{
    const std::string_view token = value.raw_json_token();
    if (const auto error = any(value))
        return error;
    const char* end = nullptr;
    if (const auto error = here(end))
        return error;
    out = between(token.data(), end);
    return simdjson::SUCCESS;
}

error_code Walker::metadata(od::value value, ScannedObject& out)
{
    od::json_type type;
    if (const auto error = value.type().get(type))
        return error;
    if (type != od::json_type::object)
        return any(value);
    return members(value, [&](std::string_view name, const char* begin, od::value child) {
        if (name == "name")
            return text(child, out.name);
        if (name == "namespace")
            return text(child, out.ns);
        if (name == "uid")
            return text(child, out.uid);
        if (name == "resourceVersion")
            return text(child, out.resourceVersion);
        if (name == "creationTimestamp")
            return text(child, out.created);
        if (name == "deletionTimestamp")
            return text(child, out.terminating);
        if (name == "labels")
            return raw(child, out.labels);
        if (name == "ownerReferences")
            return raw(child, out.owners);
        if (name == "annotations" && child.type().value_unsafe() == od::json_type::object)
            return members(child, [&](std::string_view key, const char*, od::value note) {
                std::string_view word;
                const auto error = text(note, word);
                if (key == "k8s.io/initial-events-end")
                    out.endsInitialEvents = word == "true";
                return error;
            });
        if (name != "managedFields")
            return any(child);
        if (const auto error = any(child))
            return error;
        const char* end = nullptr;
        if (const auto error = here(end))
            return error;
        // Of the two commas around it one goes too.
        if (*end == ',')
            out.managed = {begin, size_t(end + 1 - begin)};
        else {
            const char* before = begin - 1; // the brace of metadata is there at the latest
            while (*before != ',' && *before != '{')
                --before; // white space
            out.managed = between(*before == ',' ? before : begin, end);
        }
        return simdjson::SUCCESS;
    });
}

error_code Walker::object(od::value value, ScannedObject& out)
{
    out = {};
    const std::string_view token = value.raw_json_token();
    od::json_type type;
    if (const auto error = value.type().get(type))
        return error;
    const auto read = [&] {
        if (type != od::json_type::object)
            return any(value);
        return members(value, [&](std::string_view name, const char*, od::value child) {
            ++out.members;
            if (name == "kind")
                return text(child, out.kind);
            if (name == "apiVersion")
                return text(child, out.apiVersion);
            return name == "metadata" ? metadata(child, out) : any(child);
        });
    };
    if (const auto error = read())
        return error;
    const char* end = nullptr;
    if (const auto error = here(end))
        return error;
    out.text = between(token.data(), end);
    return simdjson::SUCCESS;
}

//! A whole document: reads it and sees to it that nothing comes behind.
template <typename Fn>
std::optional<QString> scan(od::parser& parser, simdjson::padded_string_view bytes, Fn onMember)
{
    od::document document;
    if (const auto error = parser.iterate(bytes).get(document))
        return QString::fromLatin1(simdjson::error_message(error));
    Walker walker(document);
    od::object object;
    auto error = document.get_object().get(object);
    if (!error)
        error = walker.members(object, [&](std::string_view name, const char*, od::value value) {
            return onMember(walker, name, value);
        });
    const char* behind = nullptr;
    if (!error && walker.here(behind) != simdjson::OUT_OF_BOUNDS)
        error = simdjson::TRAILING_CONTENT;
    if (error)
        return walker.words(error);
    return std::nullopt;
}

QString textOf(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

} // namespace

QByteArray ScannedObject::json(bool keepManagedFields, const QByteArray& listedKind,
                               const QByteArray& listedVersion) const
{
    if (text.empty())
        return {}; // an event without an object
    QByteArray bytes;
    bytes.reserve(qsizetype(text.size()) + 96);
    bytes += '{';
    if (!kind.data() && !listedKind.isEmpty())
        bytes += "\"kind\":\"" + listedKind + "\",";
    if (!apiVersion.data() && !listedVersion.isEmpty())
        bytes += "\"apiVersion\":\"" + listedVersion + "\",";
    if (members == 0 && bytes.endsWith(','))
        bytes.chop(1);
    const auto add = [&](const char* begin, const char* end) {
        bytes.append(begin, qsizetype(end - begin));
    };
    const char* const end = text.data() + text.size();
    if (managed.empty() || keepManagedFields) {
        add(text.data() + 1, end);
    } else {
        add(text.data() + 1, managed.data());
        add(managed.data() + managed.size(), end);
    }
    return bytes;
}

std::optional<QString> scanList(const QByteArray& body, ScannedList& list,
                                const std::function<void(const ScannedObject&)>& onItem)
{
    // The reader looks beyond the end. A body that grew while it came in has room there; one that
    // has none is copied.
    const auto size = size_t(body.size()), room = size_t(body.capacity());
    simdjson::padded_string copy;
    if (room < size + simdjson::SIMDJSON_PADDING)
        copy = simdjson::padded_string(body.constData(), size);
    const simdjson::padded_string_view bytes =
        copy.size() > 0 ? simdjson::padded_string_view(copy)
                        : simdjson::padded_string_view(body.constData(), size, room);
    od::parser parser;
    return scan(parser, bytes, [&](Walker& walker, std::string_view name, od::value value) {
        std::string_view word;
        if (name == "kind") {
            const auto error = walker.text(value, word);
            list.kind = textOf(word);
            return error;
        }
        const auto type = value.type().value_unsafe();
        if (name == "metadata" && type == od::json_type::object)
            return walker.members(value, [&](std::string_view key, const char*, od::value child) {
                std::string_view note;
                const auto error = walker.text(child, note);
                if (key == "resourceVersion")
                    list.resourceVersion = textOf(note);
                else if (key == "continue")
                    list.next = textOf(note);
                return error;
            });
        if (name != "items" || type != od::json_type::array)
            return walker.any(value);
        ScannedObject object;
        return walker.elements(value, [&](od::value item) {
            const auto error = walker.object(item, object);
            if (!error)
                onItem(object);
            return error;
        });
    });
}

struct EventScanner::Private
{
    od::parser parser;
    std::string buffer;
};

EventScanner::EventScanner()
    : d(std::make_unique<Private>())
{
}

EventScanner::~EventScanner() = default;

std::optional<QString> EventScanner::scan(const QByteArray& line, ScannedEvent& event)
{
    event = {};
    const auto size = size_t(line.size());
    d->buffer.resize(std::max(d->buffer.size(), size + simdjson::SIMDJSON_PADDING));
    std::copy_n(line.constData(), size, d->buffer.begin());
    const simdjson::padded_string_view bytes(d->buffer.data(), size, d->buffer.size());
    return kube::scan(d->parser, bytes,
                      [&](Walker& walker, std::string_view name, od::value value) {
                          if (name == "type")
                              return walker.text(value, event.type);
                          if (name == "object")
                              return walker.object(value, event.object);
                          return walker.any(value);
                      });
}

} // namespace plumb::kube
