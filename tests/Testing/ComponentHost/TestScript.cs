using Microsoft.JSInterop;

namespace BackupConsole.Testing.ComponentHost;

/// <summary>Notes what is asked of scripts, and answers with nothing.</summary>
public sealed class TestScript : IJSRuntime
{
    private readonly List<string> calls = [];

    /// <summary>Names of the functions called, oldest first.</summary>
    public IReadOnlyList<string> Calls => calls;

    /// <inheritdoc />
    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

    /// <inheritdoc />
    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        calls.Add(identifier);
        object? answer = typeof(TValue) == typeof(IJSObjectReference) ? new Module(this) : default(TValue);
        return ValueTask.FromResult((TValue)answer!);
    }

    private sealed class Module(TestScript script) : IJSObjectReference
    {
        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => script.InvokeAsync<TValue>(identifier, args);

        public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
            script.InvokeAsync<TValue>(identifier, cancellationToken, args);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
