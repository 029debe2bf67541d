using Microsoft.AspNetCore.Components.Web;

namespace BackupConsole.Testing.ComponentHost;

/// <summary>Keeps what error boundaries caught.</summary>
public sealed class TestErrorLog : IErrorBoundaryLogger
{
    private readonly List<Exception> exceptions = [];

    /// <summary>What was caught, oldest first.</summary>
    public IReadOnlyList<Exception> Exceptions => exceptions;

    /// <inheritdoc />
    public ValueTask LogErrorAsync(Exception exception)
    {
        exceptions.Add(exception);
        return ValueTask.CompletedTask;
    }
}
