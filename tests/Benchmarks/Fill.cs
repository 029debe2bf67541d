namespace BackupConsole.Benchmarks;

internal static class Fill
{
    public static Task RunAsync(Arguments arguments) => Task.FromException(new NotSupportedException(arguments.Text("kubeconfig", "")));
}
