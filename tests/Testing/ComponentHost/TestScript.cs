using Microsoft.JSInterop;

namespace BackupConsole.Testing.ComponentHost;

/// <summary>Notes what is asked of scripts, and answers with nothing.</summary>
public sealed class TestScript : IJSRuntime
{
    private readonly List<string> calls = [];
    private readonly List<(string Function, object?[] Arguments)> invocations = [];

    /// <summary>The functions called with what they were given, oldest first.</summary>
    public IReadOnlyList<(string Function, object?[] Arguments)> Invocations => invocations;

    /// <summary>Makes calls fail when it returns something.</summary>
    public Func<string, Exception?> Fails { get; set; } = _ => null;

    /// <summary>Names of the functions called, oldest first.</summary>
    public IReadOnlyList<string> Calls => calls;

    /// <inheritdoc />
    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => InvokeAsync<TValue>(identifier, default, args);

    /// <inheritdoc />
    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args)
    {
        calls.Add(identifier);
        invocations.Add((identifier, args ?? []));
        if (Fails(identifier) is { } failure)
        {
            return ValueTask.FromException<TValue>(failure);
        }

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
