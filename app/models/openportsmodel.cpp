// SPDX-FileCopyrightText: 2026 The Portlight developers
// SPDX-License-Identifier: GPL-2.0-or-later
#include "app/models/openportsmodel.h"

#include "app/wording/wording.h"
#include "app/wording/words.h"

#include <algorithm>

namespace Portlight::App
{

namespace
{

using Core::PortUse;

bool isSamePlace(const OpenPort &a, const OpenPort &b)
{
    return a.protocol == b.protocol && a.ports == b.ports && a.use == b.use;
}

QString iconOf(const OpenPort &port)
{
    if (port.use == PortUse::ServedHere) {
        return QStringLiteral("computer");
    }
    if (!port.isOpen()) {
        return QStringLiteral("action-drop");
    }
    if (port.isOpenToEveryone()) {
        return QStringLiteral("globe");
    }
    return port.isSure() ? QStringLiteral("network") : QStringLiteral("result-unknown");
}

} // namespace

OpenPortsModel::OpenPortsModel(QObject *parent)
    : QAbstractTableModel(parent)
{
}

void OpenPortsModel::setPorts(std::vector<OpenPort> ports)
{
    const bool isSameList =
        std::equal(ports.begin(), ports.end(), m_rows.begin(), m_rows.end(), isSamePlace);
    if (!isSameList) {
        beginResetModel();
        m_rows = std::move(ports);
        endResetModel();
    } else if (ports != m_rows) {
        m_rows = std::move(ports);
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

const OpenPort *OpenPortsModel::port(int row) const
{
    return row < 0 || row >= rowCount() ? nullptr : &m_rows[static_cast<std::size_t>(row)];
}

int OpenPortsModel::rowOf(const OpenPort &port) const
{
    const auto found = std::find_if(m_rows.begin(), m_rows.end(), [&](const OpenPort &row) {
        return isSamePlace(row, port);
    });
    return found == m_rows.end() ? -1 : static_cast<int>(found - m_rows.begin());
}

int OpenPortsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int OpenPortsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant OpenPortsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) {
        return {};
    }
    const OpenPort &row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case PortColumn: {
            const QString protocol = Words::protocolWord(row.protocol);
            if (row.ports.first == row.ports.last) {
                return tr("%1 %2", "port and protocol")
                    .arg(QString::number(row.ports.first), protocol);
            }
            if (row.ports.first <= 1 && row.ports.last == 65535) {
                return tr("all %1", "ports of TCP").arg(protocol);
            }
            return tr("%1–%2 %3", "first port, last port, protocol")
                .arg(QString::number(row.ports.first), QString::number(row.ports.last), protocol);
        }
        case ProgramColumn:
            switch (row.use) {
            case PortUse::PassedOn:
                return tr("passed on", "packets to a port");
            case PortUse::Unserved:
                return row.isServedInPart ? tr("nothing else waits") : tr("nothing waits");
            case PortUse::Served:
            case PortUse::ServedHere:
                break;
            }
            if (row.program.isEmpty()) {
                const QString service = serviceName(row.protocol, row.ports.first);
                return service.isEmpty() ? tr("not known", "a program") : service;
            }
            return row.program;
        case ReachColumn:
            return openPortReach(row);
        default:
            return {};
        }
    case Qt::ToolTipRole:
        return openPortSentence(row);
    case Qt::AccessibleTextRole:
        return index.column() == PortColumn ? QVariant(openPortName(row))
                                            : data(index, Qt::DisplayRole);
    case IconNameRole:
        return index.column() == ReachColumn ? QVariant(iconOf(row)) : QVariant();
    case DimmedRole:
        return row.use == PortUse::ServedHere || !row.isOpen();
    default:
        return {};
    }
}

QVariant OpenPortsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case PortColumn:
        return tr("Port");
    case ProgramColumn:
        return tr("Program");
    case ReachColumn:
        return tr("Who can connect");
    default:
        return {};
    }
}

} // namespace Portlight::App
