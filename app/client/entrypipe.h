// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include "core/conntrack/entryrecord.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace Portlight::App
{

/// The reading end of the pipe through which the helper sends the connection table. Destroying it
/// closes the pipe, and the helper stops.
class EntryPipe : public QObject
{
    Q_OBJECT

public:
    using Some = std::function<void(std::vector<Core::ConntrackEntry>)>;

    EntryPipe(Some some, QObject *parent);
    ~EntryPipe() override;

    /// The end to write to, to be handed over; -1 when there is no pipe.
    int writeEnd() const;
    /// Our own copy of it is of no more use once the helper has one.
    void closeWriteEnd();

    /// Reads what is there. After the helper's answer this is all the rest.
    void read();
    /// Why the records cannot be read, or that other than `sent` entries came.
    std::optional<Core::Error> problem(std::uint64_t sent) const;

private:
    Some m_some;
    int m_readEnd = -1;
    int m_writeEnd = -1;
    Core::EntryReader m_reader;
    std::optional<Core::Error> m_error;
    std::uint64_t m_count = 0;
};

} // namespace Portlight::App
