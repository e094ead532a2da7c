// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/client/entrypipe.h"

#include <QSocketNotifier>

#include <array>
#include <fcntl.h>
#include <unistd.h>

namespace Portlight::App
{

namespace
{

constexpr auto operation = "read the connection table";

} // namespace

EntryPipe::EntryPipe(Some some, QObject *parent)
    : QObject(parent)
    , m_some(std::move(some))
{
    std::array<int, 2> ends{-1, -1};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        m_error = Core::Error{
            Core::ErrorCode::LimitExceeded, operation, "no file descriptors left", {}, {}};
        return;
    }
    m_readEnd = ends[0];
    m_writeEnd = ends[1];
    auto *notifier = new QSocketNotifier(m_readEnd, QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &EntryPipe::read);
}

EntryPipe::~EntryPipe()
{
    // Before the descriptors: a notifier of a closed one complains.
    qDeleteAll(findChildren<QSocketNotifier *>());
    closeWriteEnd();
    if (m_readEnd >= 0) {
        ::close(m_readEnd);
    }
}

int EntryPipe::writeEnd() const
{
    return m_writeEnd;
}

void EntryPipe::closeWriteEnd()
{
    if (m_writeEnd >= 0) {
        ::close(m_writeEnd);
    }
    m_writeEnd = -1;
}

void EntryPipe::read()
{
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t got = m_readEnd < 0 ? 0 : ::read(m_readEnd, buffer.data(), buffer.size());
        if (got <= 0) {
            if (got == 0) { // the end: a notifier would come again and again
                qDeleteAll(findChildren<QSocketNotifier *>());
            }
            return;
        }
        std::vector<Core::ConntrackEntry> entries;
        if (m_error) {
            continue; // the helper is not kept waiting
        }
        const auto done =
            m_reader.read(std::string_view(buffer.data(), static_cast<std::size_t>(got)), entries);
        if (!done) {
            m_error = done.error();
        }
        m_count += entries.size();
        if (!entries.empty() && m_some) {
            m_some(std::move(entries));
        }
    }
}

std::optional<Core::Error> EntryPipe::problem(std::uint64_t sent) const
{
    if (!m_error && (m_count != sent || !m_reader.isAtEnd())) {
        return Core::Error{Core::ErrorCode::Internal, operation, "entries were lost", {}, {}};
    }
    return m_error;
}

} // namespace Portlight::App
